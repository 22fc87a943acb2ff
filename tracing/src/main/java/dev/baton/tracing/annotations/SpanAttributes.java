package dev.baton.tracing.annotations;

import dev.baton.context.storage.Reports;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a span says of the arguments of a call. */
record SpanAttributes(List<OfParameter> parameters) {
  /**
   * @param index of the parameter
   */
  record OfParameter(int index, AttributeType type, String name) {}

  /**
   * The annotation of a parameter that comes first counts.
   *
   * @param methods one that is called, and those that it implements
   */
  static SpanAttributes of(List<Method> methods) {
    List<OfParameter> found = new ArrayList<>();
    for (int i = 0; i < methods.getFirst().getParameterCount(); i++) {
      OfParameter parameter = of(i, methods);
      if (parameter != null) {
        found.add(parameter);
      }
    }
    return new SpanAttributes(List.copyOf(found));
  }

  private static @Nullable OfParameter of(int i, List<Method> methods) {
    for (Method method : methods) {
      Parameter parameter = method.getParameters()[i];
      SpanAttribute annotation = parameter.getAnnotation(SpanAttribute.class);
      if (annotation != null) {
        if (!annotation.value().isEmpty()) {
          return new OfParameter(
              i, AttributeType.of(parameter.getParameterizedType()), annotation.value());
        }
        return parameter.isNamePresent()
            ? new OfParameter(
                i, AttributeType.of(parameter.getParameterizedType()), parameter.getName())
            : null;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return parameters.isEmpty();
  }

  /** Of these arguments. Those that fail in their own methods are logged and left out. */
  Attributes of(@Nullable Object[] arguments) {
    AttributesBuilder attributes = Attributes.builder();
    for (OfParameter parameter : parameters) {
      Object argument = arguments[parameter.index];
      if (argument != null) {
        try {
          parameter.type.put(attributes, parameter.name, argument);
        } catch (Throwable t) {
          Reports.userCodeFailed(argument, "toString", t);
        }
      }
    }
    return attributes.build();
  }
}
