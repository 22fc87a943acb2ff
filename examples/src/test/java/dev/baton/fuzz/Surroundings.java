package dev.baton.fuzz;

import dev.baton.rx.RxContextHooks;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What programs need to be there: hooks, or none; and nobody who reports what they throw. */
final class Surroundings implements AutoCloseable {
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger("com.google.common.util.concurrent"),
          Logger.getLogger("dev.baton.context"));

  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  /**
   * @param hooks what RxJava's hooks carry; null if there are to be none
   */
  Surroundings(Carrying hooks) {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    RxContextHooks.install().close();
    RxJavaPlugins.reset();
    RxJavaPlugins.setErrorHandler(failure -> {});
    Schedulers.start();
    if (hooks != null) {
      RxContextHooks.install(hooks.propagation());
    }
  }

  @Override
  public void close() {
    RxContextHooks.install().close();
    RxJavaPlugins.reset();
    Schedulers.shutdown();
    Thread.setDefaultUncaughtExceptionHandler(before);
    LOGGERS.forEach(logger -> logger.setLevel(null));
  }
}
