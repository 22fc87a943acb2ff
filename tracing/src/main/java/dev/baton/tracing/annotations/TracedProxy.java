package dev.baton.tracing.annotations;

import dev.baton.tracing.TracedOperations;
import io.opentelemetry.instrumentation.annotations.AddingSpanAttributes;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link TracedOperations} for whoever likes annotations: OpenTelemetry's own, {@link WithSpan},
 * {@code SpanAttribute} and {@link AddingSpanAttributes}, on the methods of an interface or of the
 * class that implements it.
 *
 * {@snippet file="dev/baton/tracing/annotations/TracedProxyTest.java" region="proxy"}
 *
 * <p>A span starts where the method is called, is current while it runs, and ends when it has
 * returned or, if it returns something that is done later, when that is done: a {@code
 * CompletionStage}, one of Guava's futures, a type of RxJava's, a {@code Flow}; of a suspend
 * function, when it resumes. A chain or flow that is subscribed to again has another span then; one
 * that never is has a span that never ends.
 *
 * <p>If the method of the class is annotated, that counts; otherwise that of the interface, or of
 * one that it extends. The result is a {@link Proxy}: a call that does not go through it, such as
 * one of the target's own methods to another, has no span. {@code equals}, {@code hashCode} and
 * {@code toString} are those of the target. Exceptions are the target's; only a checked one that
 * the method does not declare arrives in an {@link java.lang.reflect.UndeclaredThrowableException}.
 *
 * <p><b>Cost</b>: a reflective call for each method, and the objects of the span.
 *
 * <p>As thread-safe as the target.
 */
public final class TracedProxy {
  private TracedProxy() {}

  /**
   * Makes the proxy.
   *
   * @param type the interface, with those that it extends; not sealed or hidden, and if it is not
   *     public, then in a package that is open to Baton, as those on the class path are
   * @param target what to call, of whatever class. If it is such a proxy, what is behind that
   * @throws IllegalArgumentException if no proxy could be made of the type, if the target does not
   *     implement it, or if the span of an annotated method could never end with its result
   */
  public static <T> T of(TracedOperations operations, Class<T> type, T target) {
    Objects.requireNonNull(operations, "operations");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(target, "target");
    if (!type.isInterface() || type.isSealed() || type.isHidden()) {
      throw new IllegalArgumentException(
          type.getName() + " is not an interface that somebody else may implement");
    }
    Handler before = Handler.of(target);
    Object called = before == null ? target : before.target;
    if (!type.isInstance(called)) {
      throw new IllegalArgumentException(
          called.getClass().getName() + " does not implement " + type.getName());
    }
    Map<Method, Call> calls = new HashMap<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        calls.put(method, call(method, type, called.getClass()));
      }
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new Handler(operations, called, Map.copyOf(calls))));
  }

  private static Call call(Method method, Class<?> type, Class<?> target) {
    if (!method.trySetAccessible()) {
      throw new IllegalArgumentException(
          method.getDeclaringClass().getName()
              + " is not public, and its package is not open to Baton");
    }
    List<Method> methods = Annotated.methods(method, type, target);
    for (Method annotated : methods) {
      WithSpan annotation = annotated.getAnnotation(WithSpan.class);
      if (annotation != null) {
        return new TracedMethod(method, annotated, annotation, SpanAttributes.of(methods));
      }
    }
    for (Method annotated : methods) {
      if (annotated.isAnnotationPresent(AddingSpanAttributes.class)) {
        return new TracedMethod.Adding(method, SpanAttributes.of(methods));
      }
    }
    return (operations, called, arguments) -> TracedMethod.invoke(method, called, arguments);
  }

  /** What becomes of a method that is called. */
  interface Call {
    @Nullable Object call(TracedOperations operations, Object target, @Nullable Object[] arguments)
        throws Throwable;
  }

  private record Handler(TracedOperations operations, Object target, Map<Method, Call> calls)
      implements InvocationHandler {
    private static final @Nullable Object[] NONE = {};

    static @Nullable Handler of(@Nullable Object any) {
      return any != null
              && Proxy.isProxyClass(any.getClass())
              && Proxy.getInvocationHandler(any) instanceof Handler handler
          ? handler
          : null;
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      @Nullable Object[] given = arguments == null ? NONE : arguments;
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(proxy, method.getName(), given);
      }
      return Objects.requireNonNull(calls.get(method)).call(operations, target, given);
    }

    private Object ofObject(Object proxy, String method, @Nullable Object[] arguments) {
      return switch (method) {
        case "equals" -> {
          Handler other = of(arguments[0]);
          yield other != null && target.equals(other.target);
        }
        case "hashCode" -> target.hashCode();
        default ->
            "Traced" + proxy.getClass().getInterfaces()[0].getSimpleName() + "[" + target + "]";
      };
    }
  }
}
