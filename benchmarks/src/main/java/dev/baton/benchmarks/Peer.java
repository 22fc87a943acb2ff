package dev.baton.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A library that carries a context from thread to thread, used as its documentation says. What it
 * does not offer, it refuses.
 *
 * <p>There are two contexts. What is measured runs under the inner one, and leaves the thread with
 * what it had.
 */
abstract class Peer {
  /** By the value of the parameter {@code peer}. */
  static Peer named(String name) {
    return switch (name) {
      case HotPath.RAW -> new RawPeer();
      case HotPath.OPEN_TELEMETRY -> new OpenTelemetryPeer();
      case HotPath.MICROMETER -> new MicrometerPeer();
      case HotPath.ALIBABA -> new AlibabaPeer();
      case HotPath.SMALL_RYE -> new SmallRyePeer();
      case HotPath.ARMERIA -> new ArmeriaPeer();
      case HotPath.BRAVE -> new BravePeer();
      case HotPath.GRPC -> new GrpcPeer();
      default -> {
        if (!name.startsWith(HotPath.BATON)) {
          throw new IllegalArgumentException("no peer " + name);
        }
        yield new BatonPeer();
      }
    };
  }

  /** Makes the inner or the outer context current, until {@link #leave()}. */
  abstract void enter(boolean inner);

  abstract void leave();

  /** Whether the inner context is current. */
  abstract boolean isInside();

  /** Whether the inner context is current, or one like it. */
  boolean isInsideAlike() {
    return isInside();
  }

  abstract @Nullable Object current();

  /** Whether it refuses to be used where nothing is current. */
  boolean needsContext() {
    return false;
  }

  /** Makes the inner context current, runs this and puts back what was current. */
  abstract void runInside(Runnable body);

  /** A context like the inner one. */
  Object anew() {
    throw refused("a context for each operation");
  }

  /** The same as {@link #runInside(Runnable)} with a context that was made {@link #anew()}. */
  void runInside(Object context, Runnable body) {
    throw refused("a context for each operation");
  }

  /** Captures what is current. */
  abstract Runnable wrap(Runnable task);

  /** Whether a task can be wrapped with another context than the one that is current. */
  boolean wrapsWithAny() {
    return false;
  }

  /** Wraps with the inner context. */
  Runnable wrapInside(Runnable task) {
    throw refused("wrapping with another context than the current one");
  }

  /** Wraps with a context that was made {@link #anew()}. */
  Runnable wrap(Object context, Runnable task) {
    throw refused("a context for each operation");
  }

  ExecutorService wrap(ExecutorService pool) {
    throw refused("executor services");
  }

  Executor executor(ExecutorService pool) {
    return wrap(pool);
  }

  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    throw refused("scheduled executor services");
  }

  /** A future whose functions, {@linkplain #ofStage prepared}, run under what is current now. */
  <T> CompletableFuture<T> newFuture() {
    return new CompletableFuture<>();
  }

  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    throw refused("stages");
  }

  private UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(getClass().getSimpleName() + " has no " + what);
  }
}
