package dev.baton.tracing.annotations;

import dev.baton.tracing.TracedOperation;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the span of a method ends, by the type that the method is declared to return. */
interface Result {
  /**
   * Ends the span now, or later with what the method has returned.
   *
   * @param again starts the same operation anew, for a result that begins with each subscriber
   * @return what the caller gets
   */
  Object endWith(TracedOperation operation, Supplier<TracedOperation> again, Object returned);

  /** Refuses what no span could end with. */
  static Result of(Method method) {
    Class<?> type = method.getReturnType();
    if (type == CompletionStage.class || type == CompletableFuture.class || type == Future.class) {
      return (operation, again, returned) ->
          returned instanceof CompletionStage<?> stage
              ? operation.endWith(stage)
              : following(operation, returned);
    }
    @Nullable Result result = null;
    if (Library.GUAVA.isThere) {
      result = FutureResult.of(type);
    }
    if (Library.RXJAVA.isThere && result == null) {
      result = ChainResult.of(method);
    }
    if (Library.COROUTINES.isThere && result == null) {
      result = SuspendedCalls.resultOf(method);
    }
    if (result != null) {
      return result;
    }
    String name = type.getName();
    if (name.startsWith("io.reactivex.rxjava3.core.") && !Library.RXJAVA.isThere) {
      throw new IllegalArgumentException(method + " needs baton-rx-bridge for its span");
    }
    if (name.equals("kotlinx.coroutines.flow.Flow")) {
      throw new IllegalArgumentException(method + " needs baton-coroutines-bridge for its span");
    }
    return (operation, again, returned) -> following(operation, returned);
  }

  /** For a type of which we could give no other object: a listener, or the end. */
  private static Object following(TracedOperation operation, Object returned) {
    if (returned instanceof CompletionStage<?> stage) {
      listen(operation, stage);
    } else if (!Library.GUAVA.isThere || !FutureResult.listens(operation, returned)) {
      operation.end();
    }
    return returned;
  }

  /** Refuses a method whose result can be neither heard nor replaced. */
  static IllegalArgumentException refused(Method method, Class<?> instead) {
    return new IllegalArgumentException(
        method
            + ": no span could end with a "
            + method.getReturnType().getSimpleName()
            + ". Declare that it returns a "
            + instead.getSimpleName());
  }

  /** Ends a span with a stage that the caller gets as it is. */
  @SuppressWarnings("FutureReturnValueIgnored") // a callback that does not fail
  private static void listen(TracedOperation operation, CompletionStage<?> stage) {
    try {
      stage.whenComplete((value, failure) -> operation.end(failure));
    } catch (Throwable t) {
      operation.end(t); // one of the program's own, which takes no callback
    }
  }
}
