package dev.baton.benchmarks;

import dev.baton.executors.ContextThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes JMH measure on threads of our pool factory; named by {@link MeasuringThread}. */
public final class OwnThreads extends ThreadPoolExecutor {
  /**
   * As JMH calls it.
   *
   * @param threads how many
   * @param namePrefix what their names begin with
   */
  public OwnThreads(int threads, String namePrefix) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        ContextThreads.poolFactory(namePrefix + CpuTime.WORKER, thread -> thread.setDaemon(true)));
  }
}
