package dev.baton.executors;

import dev.baton.context.Propagation;
import dev.baton.context.testing.PropagationContract;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for each method of a wrapped {@link ExecutorService}, on each kind of it. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("eachOnEach")
final class SubmitContractTest extends PropagationContract {
  private final SubmitMethod method;
  private final WorkerKind kind;

  SubmitContractTest(SubmitMethod method, WorkerKind kind) {
    this.method = method;
    this.kind = kind;
  }

  static Stream<Arguments> eachOnEach() {
    return Arrays.stream(WorkerKind.values())
        .flatMap(kind -> methods(kind).stream().map(method -> Arguments.of(method, kind)));
  }

  private static List<SubmitMethod> methods(WorkerKind kind) {
    return switch (kind) {
      case SCHEDULED, FORK_JOIN_OF_OUR_THREADS -> SubmitMethod.OF_EVERY_SERVICE;
      default ->
          kind.keepsItsThread()
              ? List.of(SubmitMethod.EXECUTE, SubmitMethod.INVOKE_ALL)
              : List.of(SubmitMethod.SUBMIT_CALLABLE, SubmitMethod.INVOKE_ANY);
    };
  }

  @Override
  protected Executor wrap(ExecutorService delegate, Propagation propagation) {
    return method.of(ContextExecutors.wrap(delegate, propagation));
  }

  @Override
  protected ExecutorService newWorker() {
    return kind.newWorker();
  }
}
