package dev.baton.context;

import dev.baton.context.testing.PropagationContract;
import dev.baton.context.testing.ThreadKind;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for each interface that can be wrapped, on each kind of thread. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("eachOnEach")
final class WrappedContractTest extends PropagationContract {
  private final WrapMethod method;
  private final ThreadKind kind;

  WrappedContractTest(WrapMethod method, ThreadKind kind) {
    this.method = method;
    this.kind = kind;
  }

  static Stream<Arguments> eachOnEach() {
    return Arrays.stream(WrapMethod.values())
        .flatMap(method -> Arrays.stream(ThreadKind.values()).map(k -> Arguments.of(method, k)));
  }

  @Override
  protected Executor wrap(ExecutorService delegate, Propagation propagation) {
    return task -> {
      ContextTask wrapped = method.wrapTask(propagation, task);
      try {
        delegate.execute(() -> method.run(wrapped));
      } catch (RejectedExecutionException e) {
        BatonInternal.rejected(wrapped, e);
        throw e;
      }
    };
  }

  @Override
  protected ExecutorService newWorker() {
    return kind.newWorker();
  }
}
