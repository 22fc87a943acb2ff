package dev.baton.context.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReportsTest {

  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void failureIsDescribedByItsTextOrElseByItsClass() {
    assertThat(Reports.describe(new IllegalStateException("why")))
        .isEqualTo("java.lang.IllegalStateException: why");
    assertThat(Reports.describe(new Unprintable())).isEqualTo(Unprintable.class.getName());
  }

  @Test
  void reportInTheBackgroundDoesNotKeepTheProgramFromEnding() {
    CompletableFuture<Boolean> isDaemon = new CompletableFuture<>();
    Reports.inBackground(() -> isDaemon.complete(Thread.currentThread().isDaemon()));
    assertThat(Calls.get(isDaemon)).isTrue();
  }
}
