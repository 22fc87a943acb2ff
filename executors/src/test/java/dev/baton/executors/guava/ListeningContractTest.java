package dev.baton.executors.guava;

import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.Propagation;
import dev.baton.context.testing.PropagationContract;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract for each method that returns no future, or only when the task has ended, and for
 * periodic tasks that were wrapped before.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(
    mode = EnumSource.Mode.MATCH_ANY,
    names = {"EXECUTE", "INVOKE.*", "SCHEDULE_.*(RATE|DELAY)"})
final class ListeningContractTest extends PropagationContract {
  private final ListeningMethod method;

  ListeningContractTest(ListeningMethod method) {
    this.method = method;
  }

  @Override
  protected Executor wrap(ExecutorService delegate, Propagation propagation) {
    var executor =
        ContextListeningExecutors.wrap(
            MoreExecutors.listeningDecorator((ScheduledExecutorService) delegate), propagation);
    return task ->
        method.submit(
            executor, ListeningMethod.PERIODIC.contains(method) ? propagation.wrap(task) : task);
  }
}
