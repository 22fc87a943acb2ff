package dev.baton.tracing.annotations;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A method with {@link WithSpan}. */
final class TracedMethod implements TracedProxy.Call {
  private static final AttributeKey<String> FUNCTION = stringKey("code.function.name");

  private final Method method;
  private final String name;
  private final String function;
  private final SpanKind kind;
  private final boolean inherits;
  private final SpanAttributes attributes;
  private final @Nullable Result result; // null if it is a suspend function

  /**
   * @param method what is called
   * @param annotated the one with the annotation
   */
  TracedMethod(Method method, Method annotated, WithSpan annotation, SpanAttributes attributes) {
    Class<?> type = annotated.getDeclaringClass();
    this.method = method;
    this.name =
        annotation.value().isEmpty()
            ? simpleName(type) + "." + annotated.getName()
            : annotation.value();
    this.function = type.getName() + "." + annotated.getName();
    this.kind = annotation.kind();
    this.inherits = annotation.inheritContext();
    this.attributes = attributes;
    this.result = isSuspend(method) ? null : Result.of(method);
  }

  /** Of an anonymous class, what is behind the package: as OpenTelemetry names spans. */
  private static String simpleName(Class<?> type) {
    return type.isAnonymousClass()
        ? type.getName().substring(type.getName().lastIndexOf('.') + 1)
        : type.getSimpleName();
  }

  private static boolean isSuspend(Method method) {
    Class<?>[] types = method.getParameterTypes();
    boolean suspends =
        types.length > 0
            && types[types.length - 1].getName().equals("kotlin.coroutines.Continuation");
    if (suspends && !Library.COROUTINES.isThere) {
      throw new IllegalArgumentException(method + " needs baton-coroutines-bridge for its span");
    }
    return suspends;
  }

  @Override
  @SuppressWarnings("NullAway") // Kotlin has no annotation for what is in an array
  public @Nullable Object call(
      TracedOperations operations, Object target, @Nullable Object[] arguments) throws Throwable {
    Attributes values = attributes.of(arguments);
    TracedOperations described =
        operations.with(
            span ->
                span.setSpanKind(kind).setAttribute(FUNCTION, function).setAllAttributes(values));
    TracedOperation operation = start(described);
    return result == null
        ? SuspendedCalls.call(operation, method, target, arguments)
        : call(result, operation, () -> start(described), target, arguments);
  }

  private TracedOperation start(TracedOperations operations) {
    return inherits
        ? operations.start(name)
        : Propagation.fixed(Context.root()).capture().call(() -> operations.start(name));
  }

  private @Nullable Object call(
      Result ends,
      TracedOperation operation,
      Supplier<TracedOperation> again,
      Object target,
      @Nullable Object[] arguments)
      throws Throwable {
    CapturedContext inside = Propagation.fixed(operation.context()).capture();
    Object returned;
    try {
      returned = inside.<@Nullable Object, Throwable>call(() -> invoke(method, target, arguments));
    } catch (Throwable t) {
      operation.end(t);
      throw t;
    }
    if (returned == null) {
      operation.end();
      return null;
    }
    return ends.endWith(operation, again, returned);
  }

  /** Throws what the method throws. */
  static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** One that adds to the span that is current, with {@code AddingSpanAttributes}. */
  record Adding(Method method, SpanAttributes attributes) implements TracedProxy.Call {
    @Override
    public @Nullable Object call(
        TracedOperations operations, Object target, @Nullable Object[] arguments) throws Throwable {
      Span.current().setAllAttributes(attributes.of(arguments));
      return invoke(method, target, arguments);
    }
  }
}
