package dev.baton.executors;

import dev.baton.context.Propagation;
import dev.baton.context.testing.FutureContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for each method that returns a future at once. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("eachOnEach")
final class FutureContractTest extends FutureContract {
  private final SubmitMethod method;
  private final WorkerKind kind;

  FutureContractTest(SubmitMethod method, WorkerKind kind) {
    this.method = method;
    this.kind = kind;
  }

  static Stream<Arguments> eachOnEach() {
    return Stream.of(
            on(WorkerKind.FIXED_POOL, SubmitMethod.WITH_FUTURE.stream()),
            on(WorkerKind.SCHEDULED_OF_OUR_THREADS, SubmitMethod.WITH_FUTURE.stream()),
            on(WorkerKind.SCHEDULED, SubmitMethod.OF_SCHEDULER.stream()),
            on(WorkerKind.UNCONFIGURABLE_SCHEDULED, SubmitMethod.OF_SCHEDULER.stream()))
        .flatMap(pairs -> pairs);
  }

  private static Stream<Arguments> on(WorkerKind kind, Stream<SubmitMethod> methods) {
    return methods.map(method -> Arguments.of(method, kind));
  }

  @Override
  protected Future<?> submit(ExecutorService delegate, Propagation propagation, Runnable task) {
    return method.submit(ContextExecutors.wrap(delegate, propagation), task);
  }

  @Override
  protected ExecutorService newWorker() {
    return kind.newWorker();
  }
}
