package dev.baton.examples.rpc;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/** A method of one of the interfaces that Thrift generates, about to be called. */
final class ThriftMethod {
  private final Object target;
  private final Method method;
  private final @Nullable Object @Nullable [] arguments;

  /** Of that target, which has it. */
  ThriftMethod(Object target, Method method, @Nullable Object @Nullable [] arguments) {
    this.target = target;
    this.method = method;
    this.arguments = arguments;
  }

  /** Runs it under a context, and throws what it throws. */
  @Nullable Object callUnder(Context context) throws Throwable {
    return Propagation.fixed(context).capture().<@Nullable Object, Throwable>call(this::call);
  }

  private @Nullable Object call() throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** With another callback in the place of its own, its last argument. */
  @SuppressWarnings("unchecked") // of what the answer is of, only the generated code knows
  ThriftMethod with(UnaryOperator<AsyncMethodCallback<Object>> replacement) {
    if (arguments == null
        || arguments.length == 0
        || !(arguments[arguments.length - 1] instanceof AsyncMethodCallback<?> callback)) {
      throw new IllegalArgumentException(method + " has no callback: give an AsyncIface");
    }
    @Nullable Object[] replaced = arguments.clone();
    replaced[replaced.length - 1] = replacement.apply((AsyncMethodCallback<Object>) callback);
    return new ThriftMethod(target, method, replaced);
  }
}
