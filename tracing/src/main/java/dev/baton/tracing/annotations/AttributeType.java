package dev.baton.tracing.annotations;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of an attribute, by the declared type of a parameter: one key has one type, whatever is
 * passed.
 *
 * @param isList whether it has several values
 */
record AttributeType(Scalar scalar, boolean isList) {
  enum Scalar {
    STRING,
    LONG,
    DOUBLE,
    BOOLEAN;

    static Scalar of(Type type) {
      if (type == long.class
          || type == Long.class
          || type == int.class
          || type == Integer.class
          || type == short.class
          || type == Short.class
          || type == byte.class
          || type == Byte.class) {
        return LONG;
      }
      if (type == double.class
          || type == Double.class
          || type == float.class
          || type == Float.class) {
        return DOUBLE;
      }
      return type == boolean.class || type == Boolean.class ? BOOLEAN : STRING;
    }

    @Nullable Object of(Object value) {
      return switch (this) {
        case STRING -> value.toString();
        case LONG -> ((Number) value).longValue();
        case DOUBLE -> ((Number) value).doubleValue();
        case BOOLEAN -> value;
      };
    }
  }

  static AttributeType of(Type type) {
    if (type instanceof Class<?> array && array.isArray()) {
      return new AttributeType(Scalar.of(array.getComponentType()), true);
    }
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && Collection.class.isAssignableFrom(raw)
        && generic.getActualTypeArguments().length == 1) {
      Type element = generic.getActualTypeArguments()[0];
      return new AttributeType(
          Scalar.of(element instanceof WildcardType any ? any.getUpperBounds()[0] : element), true);
    }
    return new AttributeType(Scalar.of(type), false);
  }

  @SuppressWarnings("unchecked") // the key of a scalar is for what the scalar gives
  void put(AttributesBuilder attributes, String name, Object argument) {
    if (isList) {
      attributes.put((AttributeKey<List<Object>>) keyOfList(name), values(argument));
      return;
    }
    Object value = scalar.of(argument);
    if (value != null) {
      attributes.put((AttributeKey<Object>) key(name), value);
    }
  }

  private AttributeKey<?> key(String name) {
    return switch (scalar) {
      case STRING -> AttributeKey.stringKey(name);
      case LONG -> AttributeKey.longKey(name);
      case DOUBLE -> AttributeKey.doubleKey(name);
      case BOOLEAN -> AttributeKey.booleanKey(name);
    };
  }

  private AttributeKey<?> keyOfList(String name) {
    return switch (scalar) {
      case STRING -> AttributeKey.stringArrayKey(name);
      case LONG -> AttributeKey.longArrayKey(name);
      case DOUBLE -> AttributeKey.doubleArrayKey(name);
      case BOOLEAN -> AttributeKey.booleanArrayKey(name);
    };
  }

  /** Without those that are null. */
  private List<Object> values(Object argument) {
    List<Object> values = new ArrayList<>();
    if (argument instanceof Collection<?> elements) {
      elements.forEach(element -> add(values, element));
    } else {
      for (int i = 0; i < Array.getLength(argument); i++) {
        add(values, Array.get(argument, i));
      }
    }
    return values;
  }

  private void add(List<Object> values, @Nullable Object element) {
    Object value = element == null ? null : scalar.of(element);
    if (value != null) {
      values.add(value);
    }
  }
}
