package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where a scope is closed out of turn, as it shows in the log of whoever asks for it. */
@Tag("slot")
@Tag("audited")
class OutOfTurnLogTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Logger LOGGER = Logger.getLogger("dev.baton.context");

  @BeforeEach
  void ask() {
    LOGGER.setLevel(Level.FINE);
  }

  @AfterEach
  void askNoMore() {
    LOGGER.setLevel(null);
  }

  private static final class BeneathOthers {
    static void close(Scope scope) {
      scope.close();
    }
  }

  @Test
  void scopeBeneathOthersIsLoggedOnceForTheClassThatClosesIt() {
    try (LogCapture log = LogCapture.start()) {
      closeOutOfTurn(BeneathOthers::close);
      closeOutOfTurn(BeneathOthers::close);
      LogRecord told = told(log, BeneathOthers.class);
      assertThat(told.getLevel()).isEqualTo(Level.FINE);
      assertThat(told.getMessage()).contains("OutOfTurnLogTest.java:", "still open");
      assertThat(told.getMessage()).doesNotContain("name=");
      assertThat(told.getThrown().getStackTrace())
          .anyMatch(frame -> frame.getClassName().equals(BeneathOthers.class.getName()));
    }
  }

  private interface Close {
    void close(Scope scope);
  }

  private static void closeOutOfTurn(Close close) {
    Scope outer = open(A);
    Scope inner = open(B);
    close.close(outer);
    assertThat(currentName()).isEqualTo("B");
    inner.close();
    assertThat(currentName()).isNull();
  }

  private static LogRecord told(LogCapture log, Class<?> by) {
    assertThat(log.records()).hasSize(1);
    LogRecord record = log.records().get(0);
    assertThat(record.getMessage()).contains("out of turn at " + by.getName() + ".close(");
    return record;
  }

  private static final class WithOthers {
    static void close(Scope scope) {
      scope.close();
    }
  }

  @Test
  void scopeThatTakesOthersWithItIsLogged() {
    try (LogCapture log = LogCapture.start()) {
      Scope scope = open(A);
      open(B);
      open(A);
      WithOthers.close(scope);
      assertThat(currentName()).isNull();
      assertThat(told(log, WithOthers.class).getMessage()).contains("gone with it");
    }
  }

  private static final class Elsewhere {
    static void close(Scope scope) {
      scope.close();
    }
  }

  @Test
  void scopeOfAnotherThreadIsLogged() {
    try (LogCapture log = LogCapture.start()) {
      Scope scope = open(A);
      ThreadKind.PLATFORM.run(() -> Elsewhere.close(scope));
      assertThat(currentName()).isNull();
      assertThat(told(log, Elsewhere.class).getMessage()).contains("another thread");
    }
  }

  private static final class Unheard {
    static void close(Scope scope) {
      scope.close();
    }
  }

  @Test
  void nothingIsLoggedOrRememberedWhereNobodyAsks() {
    try (LogCapture log = LogCapture.start()) {
      LOGGER.setLevel(Level.CONFIG);
      closeOutOfTurn(Unheard::close);
      assertThat(log.records()).isEmpty();
      LOGGER.setLevel(Level.FINE);
      closeOutOfTurn(Unheard::close);
      told(log, Unheard.class);
    }
  }

  private static final class ReadByTheLog {
    static void close(Scope scope) {
      scope.close();
    }
  }

  @Test
  void logThatReadsTheContextSeesWhatIsCurrentAfterwards() {
    assertThat(whileLogging(ReadByTheLog::close, () -> currentName())).isEqualTo("B");
  }

  private static final class FailedByTheLog {
    static void close(Scope scope) {
      scope.close();
    }
  }

  @Test
  void logThatFailsReachesNobody() {
    whileLogging(
        FailedByTheLog::close,
        () -> {
          throw new IllegalStateException("on purpose");
        });
  }

  /** What the handler came by when it was called, if it was. */
  private static String whileLogging(Close close, Supplier<String> publish) {
    String[] result = new String[1];
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            result[0] = "called";
            result[0] = publish.get();
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    LOGGER.addHandler(handler);
    try (LogCapture log = LogCapture.start()) {
      closeOutOfTurn(close);
    } finally {
      LOGGER.removeHandler(handler);
    }
    assertThat(result[0]).isNotNull();
    return result[0];
  }

  @Test
  void scopesInTurnAndClosedTwiceAreNotLogged() {
    try (LogCapture log = LogCapture.start()) {
      Scope outer = open(A);
      Scope inner = open(B);
      inner.close();
      inner.close();
      outer.close();
      outer.close();
      Propagation.fixed(A).wrap(() -> open(B).close()).run();
      assertThat(log.records()).isEmpty();
    }
  }
}
