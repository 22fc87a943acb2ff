package dev.baton.executors;

import dev.baton.context.Propagation;
import dev.baton.context.testing.FutureContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract for a periodic task that was wrapped before it was scheduled. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"SCHEDULE_AT_FIXED_RATE", "SCHEDULE_WITH_FIXED_DELAY"})
final class PeriodicContractTest extends FutureContract {
  private final SubmitMethod method;

  PeriodicContractTest(SubmitMethod method) {
    this.method = method;
  }

  @Override
  protected Future<?> submit(ExecutorService delegate, Propagation propagation, Runnable task) {
    return method.submit(ContextExecutors.wrap(delegate, propagation), propagation.wrap(task));
  }
}
