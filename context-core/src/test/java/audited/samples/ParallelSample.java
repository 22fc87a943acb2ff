package audited.samples;

import dev.baton.context.audit.ContextAudited;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Fifty tests, all at the same time; of two, one loses its context. */
@ContextAudited
@Execution(ExecutionMode.CONCURRENT)
class ParallelSample {
  private static final int ALL = 50;
  private static final CountDownLatch BEGUN = new CountDownLatch(ALL);
  private static final CountDownLatch LOST = new CountDownLatch(ALL);

  @RepeatedTest(ALL)
  void inParallel(RepetitionInfo repetition) throws Exception {
    BEGUN.countDown();
    BEGUN.await();
    int number = repetition.getCurrentRepetition();
    try (Scope scope = Work.open("A");
        ExecutorService pool =
            number % 4 == 0
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(2)) {
      if (number % 2 == 0) {
        Work.readOn(pool);
      } else {
        pool.submit(() -> {}).get();
      }
    }
    LOST.countDown();
    LOST.await();
  }
}
