package dev.baton.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * RxJava's operators that take another source, as an argument or from a function, found by
 * reflection; and arguments for each of them, found by their types.
 */
final class SourceOperators {
  static final List<Class<?>> CHAINS =
      List.of(
          Flowable.class,
          Observable.class,
          Single.class,
          Maybe.class,
          Completable.class,
          ParallelFlowable.class);

  private final OperatorCase test;
  private final Scheduler scheduler;
  private final Sources sources;

  /** Makes the sources among the arguments. */
  interface Sources {
    Object make(Class<?> type, ForeignSource.Items items);
  }

  SourceOperators(OperatorCase test, Scheduler scheduler, Sources sources) {
    this.test = test;
    this.scheduler = scheduler;
    this.sources = sources;
  }

  /** By name, with all its forms. */
  static Map<String, List<Method>> all() {
    Map<String, List<Method>> operators = new TreeMap<>();
    for (Class<?> type : CHAINS) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())
            && Arrays.stream(method.getGenericParameterTypes())
                .anyMatch(SourceOperators::isSource)) {
          String name = type.getSimpleName() + "." + method.getName();
          operators.computeIfAbsent(name, unused -> new ArrayList<>()).add(method);
        }
      }
    }
    operators.values().forEach(forms -> forms.sort((a, b) -> a.toString().compareTo(b.toString())));
    return operators;
  }

  /** Whether it is a source, or one comes out of it. */
  private static boolean isSource(Type type) {
    Class<?> raw = raw(type);
    if (ForeignSource.TYPES.stream().anyMatch(source -> source.isAssignableFrom(raw))) {
      return true;
    } else if (raw.isArray()) {
      return isSource(element(type));
    } else if (Iterable.class.isAssignableFrom(raw)) {
      return isSource(argument(type, 0));
    }
    Method function = functionOf(raw);
    return function != null && isSource(resultOf(function, type));
  }

  Object[] argumentsOf(Method operator) {
    Type[] types = operator.getGenericParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = make(types[i]);
    }
    return arguments;
  }

  private Object make(Type type) {
    Class<?> raw = raw(type);
    Method function = functionOf(raw);
    if (ForeignSource.TYPES.stream().anyMatch(source -> source.isAssignableFrom(raw))) {
      Type item = type instanceof ParameterizedType ? argument(type, 0) : Object.class;
      return sources.make(raw, () -> make(item));
    } else if (raw == Iterable.class) {
      return List.of(make(argument(type, 0)), make(argument(type, 0)));
    } else if (raw.isArray()) {
      Object array = Array.newInstance(raw.getComponentType(), 2);
      Array.set(array, 0, make(element(type)));
      Array.set(array, 1, make(element(type)));
      return array;
    } else if (function != null) {
      make(resultOf(function, type)); // fails here, if at all
      return Proxy.newProxyInstance(
          raw.getClassLoader(),
          new Class<?>[] {raw},
          (proxy, method, given) -> {
            if (method.getDeclaringClass() == Object.class) {
              return method.getName().equals("hashCode") ? (Object) 1 : raw.getSimpleName();
            }
            test.see(raw.getSimpleName().replaceAll("\\d", ""));
            return make(resultOf(function, type));
          });
    } else if (raw == int.class) {
      return 2;
    } else if (raw == long.class) {
      return 1L;
    } else if (raw == boolean.class) {
      return true;
    } else if (raw == void.class) {
      return null;
    } else if (raw == TimeUnit.class) {
      return TimeUnit.SECONDS;
    } else if (raw == Scheduler.class) {
      return scheduler;
    } else if (raw.isEnum()) {
      return raw.getEnumConstants()[raw.getEnumConstants().length / 2];
    } else if (raw.isAssignableFrom(ArrayList.class) && raw != Object.class) {
      return new ArrayList<>();
    } else if (raw == Object.class) {
      return 1;
    }
    throw new NoArgument(type);
  }

  /** There is a kind of parameter that this class does not know. */
  static final class NoArgument extends AssertionError {
    private static final long serialVersionUID = 1;

    NoArgument(Type type) {
      super("No argument for " + type);
    }
  }

  // Types

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    } else if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    } else if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    } else if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    return raw(((GenericArrayType) type).getGenericComponentType()).arrayType();
  }

  private static Type element(Type array) {
    return array instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : raw(array).getComponentType();
  }

  private static Type argument(Type type, int index) {
    if (type instanceof WildcardType wildcard) {
      return argument(wildcard.getUpperBounds()[0], index);
    }
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[index]
        : Object.class;
  }

  /** The one method of a functional interface, or null. */
  private static Method functionOf(Class<?> type) {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> !method.getName().equals("equals"))
            .toList();
    return type.isInterface() && methods.size() == 1 ? methods.get(0) : null;
  }

  private static Type resultOf(Method function, Type type) {
    Type result = function.getGenericReturnType();
    int index = Arrays.asList(function.getDeclaringClass().getTypeParameters()).indexOf(result);
    return index < 0 ? result : argument(type, index);
  }
}
