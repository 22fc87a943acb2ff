package dev.baton.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A library that carries a context from thread to thread, used as its documentation says. This one
 * is raw: it carries nothing.
 *
 * <p>There are two contexts. What is measured runs under the inner one, and leaves the thread with
 * what it had.
 */
class Peer {
  /** The one that the fork's JVM arguments name. */
  static Peer chosen() {
    String storage = System.getProperty("baton.benchmarks.storage", "raw");
    String name = System.getProperty("baton.benchmarks.peer", storage);
    return switch (name) {
      case "opentelemetry" -> new OpenTelemetryPeer();
      case "baton" -> new BatonPeer();
      case "micrometer" -> new MicrometerPeer();
      case "alibaba" -> new AlibabaPeer();
      case "smallRye" -> new SmallRyePeer();
      case "armeria" -> new ArmeriaPeer();
      case "brave" -> new BravePeer();
      case "grpc" -> new GrpcPeer();
      case "raw" -> new Peer();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Makes the inner or the outer context current, until {@link #leave()}. */
  void enter(boolean inner) {}

  void leave() {}

  /** Whether the inner context is current. */
  boolean isInside() {
    return true;
  }

  @Nullable Object current() {
    return this;
  }

  /** Makes the inner context current, runs this and puts back what was current. */
  void runInside(Runnable body) {
    body.run();
  }

  /** Captures what is current. */
  Runnable wrap(Runnable task) {
    return task;
  }

  ExecutorService wrap(ExecutorService pool) {
    return pool;
  }

  Executor executor(ExecutorService pool) {
    return wrap(pool);
  }

  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return pool;
  }

  /** A future whose functions, {@linkplain #ofStage prepared}, run under what is current now. */
  <T> CompletableFuture<T> newFuture() {
    return new CompletableFuture<>();
  }

  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return function;
  }
}
