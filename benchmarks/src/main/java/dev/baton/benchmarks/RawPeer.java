package dev.baton.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** The same work without any context: carries nothing. */
final class RawPeer extends Peer {
  Object value = this;

  @Override
  void enter(boolean inner) {}

  @Override
  void leave() {}

  @Override
  boolean isInside() {
    return true;
  }

  /** The read of a field. */
  @Override
  Object current() {
    return value;
  }

  @Override
  void runInside(Runnable body) {
    body.run();
  }

  @Override
  Object anew() {
    return ContextState.anew();
  }

  @Override
  void runInside(Object context, Runnable body) {
    body.run();
  }

  @Override
  Runnable wrap(Runnable task) {
    return task;
  }

  @Override
  boolean wrapsWithAny() {
    return true;
  }

  @Override
  Runnable wrapInside(Runnable task) {
    return task;
  }

  @Override
  Runnable wrap(Object context, Runnable task) {
    return task;
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return pool;
  }

  @Override
  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return pool;
  }

  @Override
  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return function;
  }
}
