package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.LogCapture;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a task that leaves a scope open shows in the log. */
@Tag("hostile")
class LeakReportTest {
  private static final Context A = named("A");

  private record First() implements Runnable {
    @Override
    public void run() {
      open(named("of the first"));
    }
  }

  private record Second() implements Runnable {
    @Override
    public void run() {
      open(named("of the second"));
    }
  }

  private static void run(Runnable task) {
    Propagation.fixed(A).wrap(task).run();
    assertThat(currentName()).isNull();
  }

  @Test
  void leakIsReportedOnceForEachTaskClass() {
    try (LogCapture log = LogCapture.start()) {
      run(new First());
      run(new First());
      run(new Second());
      assertThat(log.messages()).hasSize(2);
      assertThat(log.messages().get(0)).contains(First.class.getName());
      assertThat(log.messages().get(1)).contains(Second.class.getName());
      assertThat(log.messages()).noneMatch(message -> message.contains("of the "));
      assertThat(log.records()).extracting(LogRecord::getLevel).containsOnly(Level.WARNING);
    }
  }

  @Test
  void closedScopesAreNotReported() {
    try (LogCapture log = LogCapture.start()) {
      run(() -> open(named("closed")).close());
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void leakOfAContextThatCannotBePrintedIsRepaired() {
    Object unprintable =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("on purpose");
          }
        };
    Context context = Context.root().with(ContextKey.named("unprintable"), unprintable);
    try (LogCapture log = LogCapture.start()) {
      run(() -> open(context));
    }
  }

  @Test
  void leakIsRepairedThoughTheLogFails() {
    Logger logger = Logger.getLogger("dev.baton.context");
    Handler throwing =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(throwing);
    try (LogCapture log = LogCapture.start()) {
      run(() -> open(named("unlogged")));
    } finally {
      logger.removeHandler(throwing);
    }
  }
}
