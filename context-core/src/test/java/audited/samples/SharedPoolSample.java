package audited.samples;

import dev.baton.context.audit.ContextAudited;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests in parallel that share a pool, whose only thread the innocent one has started. */
@Execution(ExecutionMode.CONCURRENT)
@ContextAudited
class SharedPoolSample {
  private static final ExecutorService POOL =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "shared");
            thread.setDaemon(true);
            return thread;
          });
  private static final CountDownLatch STARTED = new CountDownLatch(1);
  private static final CountDownLatch LOST = new CountDownLatch(2);

  @Test
  void startsTheThread() throws Exception {
    POOL.submit(() -> {}).get();
    STARTED.countDown();
    LOST.await();
  }

  @Test
  void losesInItsOwnCode() throws Exception {
    STARTED.await();
    POOL.submit(() -> Work.current()).get(); // losesInItsOwnCode
    LOST.countDown();
    LOST.await();
  }

  @Test
  void losesInOtherCode() throws Exception {
    STARTED.await();
    Work.readOn(POOL);
    LOST.countDown();
    LOST.await();
  }
}
