package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slot")
class ExpectedTest {
  private final Expected expected = new Expected();

  private boolean isExpectedIn(String type) {
    StackTraceElement frame = new StackTraceElement(type, "run", null, -1);
    return expected.isExpected(List.of(frame), "main");
  }

  @Test
  void packageIncludesWhatIsBelowAndNothingThatOnlyBeginsAlike() {
    expected.addPackages("shop.jobs", "shop.Poller");

    assertThat(isExpectedIn("shop.jobs.Cleaner")).isTrue();
    assertThat(isExpectedIn("shop.jobs.daily.Cleaner")).isTrue();
    assertThat(isExpectedIn("shop.Poller$Task")).isTrue();
    assertThat(isExpectedIn("shop.jobsearch.Index")).isFalse();
    assertThat(isExpectedIn("shop.PollerTest")).isFalse();
  }

  @Test
  void nothingIsLostThatThreadsDeclareAtOnce() throws InterruptedException {
    int threads = 8;
    int names = 200;
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                for (int j = 0; j < names; j++) {
                  expected.addPackages("of" + number + ".p" + j);
                }
              });
      thread.start();
      all.add(thread);
    }
    go.countDown();
    for (Thread thread : all) {
      thread.join();
    }

    for (int i = 0; i < threads; i++) {
      for (int j = 0; j < names; j++) {
        assertThat(isExpectedIn("of" + i + ".p" + j + ".Job")).isTrue();
      }
    }
  }
}
