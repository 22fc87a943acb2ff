package dev.baton.executors.guava;

import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.Propagation;
import dev.baton.context.testing.FutureContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract for each method that returns a future at once. */
@ParameterizedClass(name = "{0}")
@EnumSource(
    mode = EnumSource.Mode.MATCH_ANY,
    names = {"SUBMIT.*", "SCHEDULE_.*ABLE"})
final class ListeningFutureContractTest extends FutureContract {
  private final ListeningMethod method;

  ListeningFutureContractTest(ListeningMethod method) {
    this.method = method;
  }

  @Override
  protected Future<?> submit(ExecutorService delegate, Propagation propagation, Runnable task) {
    return method.submit(
        ContextListeningExecutors.wrap(
            MoreExecutors.listeningDecorator((ScheduledExecutorService) delegate), propagation),
        task);
  }
}
