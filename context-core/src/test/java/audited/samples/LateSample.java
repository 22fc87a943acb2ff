package audited.samples;

import dev.baton.context.audit.ContextAudited;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What one test has started reads when the next one runs. */
@ContextAudited
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LateSample {
  private static final CountDownLatch OVER = new CountDownLatch(1);
  private static final ExecutorService POOL = Executors.newSingleThreadExecutor();
  private static final Thread OF_CLASS = Work.readingThread(OVER);
  private static Thread ofTest;

  @BeforeAll
  static void startThePool() throws Exception {
    POOL.submit(() -> {}).get();
  }

  @Test
  @Order(1)
  void startsThem() throws InterruptedException {
    OF_CLASS.start();
    ofTest = Work.readingThread(OVER);
    ofTest.start();
    POOL.execute(
        () -> {
          Work.await(OVER);
          Work.current();
        });
  }

  @Test
  @Order(2)
  void runsWhenTheyRead() throws InterruptedException {
    OVER.countDown();
    OF_CLASS.join();
    ofTest.join();
    POOL.close();
  }
}
