package dev.baton.context.storage;

import java.lang.System.Logger.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log of the program, whichever it uses: the one of its {@link System.LoggerFinder}; or else
 * SLF4J, if that is there and has somewhere to log to; or else the JDK's.
 *
 * <p>Asked for anew at each report, which is rare: it may not be ready yet, or fail once.
 */
final class Log {
  private static final String NAME = "dev.baton.context";

  /** True on a thread that is logging, which may come back here. Has no class of ours. */
  private static final ThreadLocal<Boolean> LOGGING = new ThreadLocal<>();

  private Log() {}

  /** Logs a warning. Nothing that the log does reaches the caller. */
  static void warn(Place place, String message, @Nullable Throwable failure) {
    try {
      if (LOGGING.get() != null) {
        return; // a log that gives us cause for reports would go on for ever
      }
      LOGGING.set(true);
      try {
        log(place, message, failure);
      } finally {
        LOGGING.remove();
      }
    } catch (Throwable ignored) {
      // a logger that fails, or cannot so much as be made, must not fail the task that is reported
    }
  }

  private static void log(Place place, String message, @Nullable Throwable failure) {
    System.Logger logger = System.getLogger(NAME);
    String type = logger.getClass().getName();
    boolean ofTheJdk = type.startsWith("sun.") || type.startsWith("jdk.");
    if (ofTheJdk && hasSlf4j()) {
      Slf4j.warn(message, failure);
    } else if (ofTheJdk && type.contains("JUL")) {
      Jul.warn(place, message, failure);
    } else {
      logger.log(Level.WARNING, message, failure);
    }
  }

  private static boolean hasSlf4j() {
    try {
      return Slf4j.logsByItself();
    } catch (Throwable absentOrFailing) {
      return false;
    }
  }

  /** Loaded only if asked for. */
  private static final class Slf4j {
    /** Not if it has nowhere to log to, nor if that is java.util.logging, which we know better. */
    static boolean logsByItself() {
      String type = LoggerFactory.getILoggerFactory().getClass().getName();
      return !type.endsWith(".NOPLoggerFactory") && !type.endsWith(".JDK14LoggerFactory");
    }

    static void warn(String message, @Nullable Throwable failure) {
      LoggerFactory.getLogger(NAME).warn(message, failure);
    }
  }

  /** Loaded only if it is in use: a program may do without its module. */
  private static final class Jul {
    static void warn(Place place, String message, @Nullable Throwable failure) {
      LogRecord record = new LogRecord(java.util.logging.Level.WARNING, message);
      record.setLoggerName(NAME);
      record.setSourceClassName(place.type());
      record.setSourceMethodName(place.method());
      record.setThrown(failure);
      java.util.logging.Logger.getLogger(NAME).log(record);
    }
  }
}
