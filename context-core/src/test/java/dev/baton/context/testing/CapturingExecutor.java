package dev.baton.context.testing;

import dev.baton.context.Propagation;
import java.util.concurrent.Executor;

/**
 * What {@code ContextExecutors.wrap} does with a task, for tests that have no executors.
 *
 * @param pool runs what is wrapped
 */
public record CapturingExecutor(Executor pool) implements Executor {
  @Override
  public void execute(Runnable task) {
    pool.execute(Propagation.capturing().wrap(task));
  }
}
