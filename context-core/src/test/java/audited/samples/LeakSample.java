package audited.samples;

import dev.baton.context.audit.ContextAudited;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests that leave a scope open, and tests that close theirs late but in time. */
@ContextAudited
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("MustBeClosedChecker")
class LeakSample {
  private Scope ofAll;
  private Scope ofEach;
  private ExecutorService pool;
  private CountDownLatch mayEnd;

  @BeforeAll
  void openForAll() {
    ofAll = Work.open("all");
    pool = Executors.newSingleThreadExecutor();
  }

  @BeforeEach
  void openForEach() {
    ofEach = Work.open("each");
  }

  @AfterEach
  void closeOfEach() {
    ofEach.close();
  }

  @AfterAll
  void closeOfAll() {
    pool.close();
    ofAll.close();
    Work.context("never").makeCurrent(); // afterAll
  }

  @Test
  @Order(1)
  void closesAfterEach() {
    Work.current();
  }

  @Test
  @Order(2)
  void leavesATaskRunningInItsScope() throws InterruptedException {
    CountDownLatch isOpen = new CountDownLatch(1);
    mayEnd = new CountDownLatch(1);
    pool.execute(
        () -> {
          try (Scope scope = Work.open("B")) {
            isOpen.countDown();
            Work.await(mayEnd);
          }
        });
    isOpen.await();
  }

  @Test
  @Order(3)
  void letsThatTaskEnd() {
    mayEnd.countDown();
  }

  @Test
  @Order(4)
  void leavesOneOpenInAPool() throws Exception {
    pool.submit(() -> Work.context("C").makeCurrent()).get(); // leavesOneOpenInAPool
    pool.submit(() -> {}).get(); // the first has returned
  }

  @Test
  @Order(5)
  void leavesOneOpen() {
    Work.context("D").makeCurrent(); // leavesOneOpen
  }
}
