package dev.baton.executors.guava;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import dev.baton.context.Propagation;
import java.util.Objects;

/**
 * Guava's listening executors, whose tasks run under the context of their submitter, and whose
 * futures are {@link ContextFluentFuture}s: each listener runs under the context of whoever added
 * it.
 *
 * {@snippet file="dev/baton/executors/guava/ContextListeningExecutorsTest.java" region="wrap"}
 *
 * <p>For the rest see {@link dev.baton.executors.ContextExecutors}.
 */
public final class ContextListeningExecutors {
  private ContextListeningExecutors() {}

  /** Wraps an executor service; carries {@link Propagation#installed()}. */
  public static ListeningExecutorService wrap(ListeningExecutorService executor) {
    return executor instanceof ContextListeningExecutorService
        ? executor
        : wrap(executor, Propagation.installed());
  }

  /** Wraps an executor service; carries what the propagation says. */
  public static ListeningExecutorService wrap(
      ListeningExecutorService executor, Propagation propagation) {
    ListeningExecutorService delegate = unwrap(executor);
    Objects.requireNonNull(propagation, "propagation");
    return delegate instanceof ListeningScheduledExecutorService scheduled
        ? new ContextListeningScheduledExecutorService(scheduled, propagation)
        : new ContextListeningExecutorService(delegate, propagation);
  }

  /** Wraps a scheduler; carries {@link Propagation#installed()}. */
  public static ListeningScheduledExecutorService wrap(ListeningScheduledExecutorService executor) {
    return (ListeningScheduledExecutorService) wrap((ListeningExecutorService) executor);
  }

  /** Wraps a scheduler; carries what the propagation says. */
  public static ListeningScheduledExecutorService wrap(
      ListeningScheduledExecutorService executor, Propagation propagation) {
    return (ListeningScheduledExecutorService)
        wrap((ListeningExecutorService) executor, propagation);
  }

  /** The executor that was wrapped, or the argument itself where it is not wrapped. */
  public static ListeningExecutorService unwrap(ListeningExecutorService executor) {
    Objects.requireNonNull(executor, "executor");
    return executor instanceof ContextListeningExecutorService wrapped
        ? wrapped.delegate
        : executor;
  }

  /** The executor that was wrapped, or the argument itself where it is not wrapped. */
  public static ListeningScheduledExecutorService unwrap(
      ListeningScheduledExecutorService executor) {
    return (ListeningScheduledExecutorService) unwrap((ListeningExecutorService) executor);
  }
}
