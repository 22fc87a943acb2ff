package audited.samples;

import dev.baton.context.audit.ContextAudited;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An audited test beside one that is not, and loses. */
@Execution(ExecutionMode.CONCURRENT)
class MixedSample {
  private static final CountDownLatch BEGUN = new CountDownLatch(2);
  private static final CountDownLatch LOST = new CountDownLatch(1);

  @Test
  @ContextAudited
  void losesNothing() throws InterruptedException {
    BEGUN.countDown();
    LOST.await();
  }

  @Test
  void isNotAudited() throws InterruptedException {
    BEGUN.countDown();
    BEGUN.countDown();
    BEGUN.await();
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Work.readOn(pool);
    }
    LOST.countDown();
  }
}
