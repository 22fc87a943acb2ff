package dev.baton.context.storage;

import java.lang.System.Logger.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
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
    log(Level.WARNING, place, message, failure);
  }

  /** Logs what only those see who ask for it; likewise. */
  static void debug(Place place, String message, Throwable failure) {
    log(Level.DEBUG, place, message, failure);
  }

  /** Whether anybody asks for that. */
  static boolean isDebugOn() {
    try {
      return (isOfTheJdk(Jdk.LOGGER) && hasSlf4j())
          ? Slf4j.isDebugOn()
          : Jdk.LOGGER.isLoggable(Level.DEBUG);
    } catch (Throwable failing) {
      return false;
    }
  }

  private static void log(Level level, Place place, String message, @Nullable Throwable failure) {
    try {
      if (LOGGING.get() != null) {
        return; // a log that gives us cause for reports would go on for ever
      }
      LOGGING.set(true);
      try {
        logUnguarded(level, place, message, failure);
      } finally {
        LOGGING.remove();
      }
    } catch (Throwable ignored) {
      // a logger that fails, or cannot so much as be made, must not fail the task that is reported
    }
  }

  private static void logUnguarded(
      Level level, Place place, String message, @Nullable Throwable failure) {
    System.Logger logger = System.getLogger(NAME);
    boolean ofTheJdk = isOfTheJdk(logger);
    if (ofTheJdk && hasSlf4j()) {
      Slf4j.log(level, message, failure);
    } else if (ofTheJdk && logger.getClass().getName().contains("JUL")) {
      Jul.log(level, place, message, failure);
    } else {
      logger.log(level, message, failure);
    }
  }

  private static boolean isOfTheJdk(System.Logger logger) {
    String type = logger.getClass().getName();
    return type.startsWith("sun.") || type.startsWith("jdk.");
  }

  private static boolean hasSlf4j() {
    try {
      return Slf4j.logsByItself();
    } catch (Throwable absentOrFailing) {
      return false;
    }
  }

  /** Made once: for what may be asked often. */
  private static final class Jdk {
    static final System.Logger LOGGER = System.getLogger(NAME);
  }

  /** Loaded only if asked for. */
  private static final class Slf4j {
    /** Not if it has nowhere to log to, nor if that is java.util.logging, which we know better. */
    static boolean logsByItself() {
      String type = LoggerFactory.getILoggerFactory().getClass().getName();
      return !type.endsWith(".NOPLoggerFactory") && !type.endsWith(".JDK14LoggerFactory");
    }

    static boolean isDebugOn() {
      return LoggerFactory.getLogger(NAME).isDebugEnabled();
    }

    static void log(Level level, String message, @Nullable Throwable failure) {
      Logger logger = LoggerFactory.getLogger(NAME);
      if (level == Level.DEBUG) {
        logger.debug(message, failure);
      } else {
        logger.warn(message, failure);
      }
    }
  }

  /** Loaded only if it is in use: a program may do without its module. */
  private static final class Jul {
    static void log(Level level, Place place, String message, @Nullable Throwable failure) {
      LogRecord record =
          new LogRecord(
              level == Level.DEBUG ? java.util.logging.Level.FINE : java.util.logging.Level.WARNING,
              message);
      record.setLoggerName(NAME);
      record.setSourceClassName(place.type());
      record.setSourceMethodName(place.method());
      record.setThrown(failure);
      java.util.logging.Logger.getLogger(NAME).log(record);
    }
  }
}
