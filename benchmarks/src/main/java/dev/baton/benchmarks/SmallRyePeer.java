package dev.baton.benchmarks;

import io.smallrye.context.FastThreadContextProvider;
import io.smallrye.context.SmallRyeContextManager;
import io.smallrye.context.SmallRyeContextManagerProvider;
import io.smallrye.context.SmallRyeThreadContext;
import io.smallrye.context.impl.DefaultValues;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/** SmallRye context propagation, with one thread-local and its fast kind of provider. */
final class SmallRyePeer extends Peer {
  private static final String TYPE = "benchmark";

  private final ThreadLocal<String> value = new ThreadLocal<>();
  private final SmallRyeContextManager manager =
      new SmallRyeContextManagerProvider()
          .getContextManagerBuilder()
          .withThreadContextProviders(new Provider(value))
          .withDefaultValues(DefaultValues.empty())
          .enableFastThreadContextProviders(true)
          .build();
  private final SmallRyeThreadContext context =
      manager.newThreadContextBuilder().propagated(TYPE).cleared().unchanged().build();

  @Override
  void enter(boolean inside) {
    value.set(inside ? Body.VALUE : "outer");
  }

  @Override
  void leave() {
    value.remove();
  }

  @Override
  boolean isInside() {
    return value.get() == Body.VALUE;
  }

  @Override
  Object current() {
    return value.get();
  }

  @Override
  void runInside(Runnable body) { // it is the thread-local's owner who sets it
    String before = value.get();
    enter(true);
    try {
      body.run();
    } finally {
      value.set(before);
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return context.contextualRunnable(task);
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return manager
        .newManagedExecutorBuilder()
        .propagated(TYPE)
        .cleared()
        .withExecutorService(pool)
        .build();
  }

  @Override
  <T> CompletableFuture<T> newFuture() {
    return context.newIncompleteFuture();
  }

  @Override
  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return function;
  }

  private record Provider(ThreadLocal<String> value) implements FastThreadContextProvider {
    @Override
    public ThreadLocal<?> threadLocal(Map<String, String> properties) {
      return value;
    }

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
      throw new UnsupportedOperationException("the slow way");
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
      throw new UnsupportedOperationException("the slow way");
    }

    @Override
    public String getThreadContextType() {
      return TYPE;
    }
  }
}
