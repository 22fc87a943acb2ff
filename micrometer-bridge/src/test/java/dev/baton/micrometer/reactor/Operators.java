package dev.baton.micrometer.reactor;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.observability.SignalListener;
import reactor.core.observability.SignalListenerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;
import reactor.core.scheduler.Scheduler;
import reactor.util.Logger;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/** The operators of Reactor, found by reflection, and arguments for them. */
final class Operators {
  private final OperatorRun run;

  Operators(OperatorRun run) {
    this.run = run;
  }

  /** By name, with all their forms. */
  static Map<String, List<Method>> all() {
    Map<String, List<Method>> operators = new TreeMap<>();
    for (Class<?> type : List.of(Flux.class, Mono.class)) {
      for (Method method : type.getDeclaredMethods()) {
        Class<?> result = method.getReturnType();
        if (Modifier.isPublic(method.getModifiers())
            && (Publisher.class.isAssignableFrom(result) || result == ParallelFlux.class)) {
          operators
              .computeIfAbsent(
                  type.getSimpleName() + "." + method.getName(), unused -> new ArrayList<>())
              .add(method);
        }
      }
    }
    operators.values().forEach(forms -> forms.sort((a, b) -> a.toString().compareTo(b.toString())));
    return operators;
  }

  Object[] argumentsOf(Method operator) {
    return Arrays.stream(operator.getGenericParameterTypes()).map(this::make).toArray();
  }

  private Object make(Type type) {
    Class<?> raw = raw(type);
    if (Publisher.class.isAssignableFrom(raw)) {
      Publisher<Object> source = run.source(() -> make(argument(type, 0)));
      return raw == Flux.class ? Flux.from(source) : raw == Mono.class ? Mono.from(source) : source;
    } else if (CompletableFuture.class.isAssignableFrom(raw)
        || (raw.isInterface() && raw.isAssignableFrom(CompletableFuture.class))) {
      CompletableFuture<Object> future = new CompletableFuture<>();
      run.foreign.start(() -> future.complete(1));
      return future;
    } else if (raw.isArray()) {
      Object array = Array.newInstance(raw.getComponentType(), 2);
      Array.set(array, 0, make(element(type)));
      Array.set(array, 1, make(element(type)));
      return array;
    } else if (raw == Iterable.class) {
      return List.of(make(argument(type, 0)), make(argument(type, 0)));
    } else if (raw == Retry.class) {
      @SuppressWarnings("unchecked") // a source
      Function<Flux<Retry.RetrySignal>, Publisher<?>> when =
          (Function<Flux<Retry.RetrySignal>, Publisher<?>>)
              proxy(Function.class, "Retry", Publisher.class);
      return Retry.from(when);
    } else if (raw == SignalListener.class || raw == SignalListenerFactory.class) {
      return proxy(raw, raw.getSimpleName(), null);
    }
    Method function = functionOf(raw);
    if (function != null && raw != Scheduler.class && raw != Comparable.class) {
      return proxy(raw, raw.getSimpleName(), resultOf(function, type));
    }
    return value(type, raw);
  }

  private Object value(Type type, Class<?> raw) {
    Map<Class<?>, Object> values =
        Map.ofEntries(
            Map.entry(int.class, 2),
            Map.entry(Integer.class, 2),
            Map.entry(long.class, 2L),
            Map.entry(Long.class, 2L),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(String.class, "name"),
            Map.entry(Level.class, Level.FINEST),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Scheduler.class, run.clock),
            Map.entry(Throwable.class, new ArithmeticException("an argument")),
            Map.entry(Optional.class, Optional.of(1)));
    if (values.containsKey(raw)) {
      return values.get(raw);
    } else if (raw == void.class) {
      return null;
    } else if (raw == Class.class) {
      return raw(argument(type, 0));
    } else if (raw == Stream.class) {
      return Stream.of(1, 2);
    } else if (raw == Collector.class) {
      return Collectors.toList();
    } else if (raw == Logger.class) {
      return reactor.util.Loggers.getLogger("quiet");
    } else if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    } else if (raw == Object.class || raw == Comparable.class) {
      return 1;
    }
    for (Object some :
        List.of(
            Context.empty(), new ArrayList<>(), new HashMap<>(), new ConcurrentLinkedQueue<>())) {
      if (raw.isInstance(some)) {
        return some;
      }
    }
    throw new AssertionError("No argument for " + type);
  }

  /**
   * @param result what its methods return, or null for what they declare
   */
  private Object proxy(Class<?> type, String label, Type result) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, given) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("hashCode") ? (Object) 1 : type.getSimpleName();
          }
          run.see(label.replaceAll("\\d", ""));
          if (given != null && given[0] instanceof Context context) {
            return context; // what is written into Reactor's context stays
          }
          return make(result == null ? method.getGenericReturnType() : result);
        });
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
    } else if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      return arguments[Math.min(index, arguments.length - 1)];
    }
    return Object.class;
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
