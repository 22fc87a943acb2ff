package dev.baton.context.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what is logged while it is open, instead of its being printed. */
public final class LogCapture implements AutoCloseable {
  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private LogCapture(Logger logger) {
    this.logger = logger;
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  /** Of our own reports. */
  public static LogCapture start() {
    return start("dev.baton.context");
  }

  /** Of any logger, and those below it. */
  public static LogCapture start(String logger) {
    return new LogCapture(Logger.getLogger(logger));
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
