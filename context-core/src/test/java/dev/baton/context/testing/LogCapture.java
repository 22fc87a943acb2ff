package dev.baton.context.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what is logged while it is open, instead of its being printed. */
public final class LogCapture implements AutoCloseable {
  private final Logger logger;
  private final boolean auditToo;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (auditToo || !record.getMessage().startsWith("Audit: ")) {
            records.add(record);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private LogCapture(Logger logger, boolean auditToo) {
    this.logger = logger;
    this.auditToo = auditToo;
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  /**
   * Of our own reports, without those of an audit: in a run under the audit, these are of earlier
   * tests as likely as not, for it has a thread of its own that logs them when it comes to it.
   */
  public static LogCapture start() {
    return new LogCapture(Logger.getLogger("dev.baton.context"), false);
  }

  /** Of our own reports, and what an audit finds. */
  public static LogCapture startWithAudit() {
    return new LogCapture(Logger.getLogger("dev.baton.context"), true);
  }

  /** Of any logger, and those below it. */
  public static LogCapture start(String logger) {
    return new LogCapture(Logger.getLogger(logger), true);
  }

  public List<LogRecord> records() {
    return List.copyOf(records);
  }

  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
