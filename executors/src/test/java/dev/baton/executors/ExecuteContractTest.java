package dev.baton.executors;

import dev.baton.context.Propagation;
import dev.baton.context.testing.PropagationContract;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** The contract for an executor that is nothing but an {@link Executor}. */
final class ExecuteContractTest extends PropagationContract {
  @Override
  protected Executor wrap(ExecutorService delegate, Propagation propagation) {
    Executor executor = task -> delegate.execute(task);
    return ContextExecutors.wrap(executor, propagation);
  }
}
