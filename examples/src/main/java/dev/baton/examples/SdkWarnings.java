package dev.baton.examples;

import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes in what OpenTelemetry's SDK logs, of which the first warning tells what is wrong. */
final class SdkWarnings extends Handler {
  private static final Logger LOG = Logger.getLogger("io.opentelemetry");
  private static final SdkWarnings KEPT = new SdkWarnings();

  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  private SdkWarnings() {}

  /** From now on nothing of it is logged. */
  static void keep() {
    LOG.setUseParentHandlers(false);
    LOG.removeHandler(KEPT);
    LOG.addHandler(KEPT);
  }

  static String first() {
    String warning = KEPT.first.get();
    return warning == null ? "the reason is not known" : warning;
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
      Throwable thrown = record.getThrown();
      String reason = thrown == null ? record.getMessage() : String.valueOf(thrown.getMessage());
      first.compareAndSet(null, reason.lines().findFirst().orElse(""));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
