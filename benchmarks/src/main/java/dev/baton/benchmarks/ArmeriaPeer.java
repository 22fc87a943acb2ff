package dev.baton.benchmarks;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.util.SafeCloseable;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Armeria's request contexts. It lets no context of another request be current, so the outer one is
 * a request that is served, and the inner one a call that is made for it.
 */
final class ArmeriaPeer extends Peer {
  private final ServiceRequestContext outer =
      ServiceRequestContext.of(HttpRequest.of(HttpMethod.GET, "/"));
  private final ClientRequestContext inner;
  private @Nullable SafeCloseable entered;

  ArmeriaPeer() {
    try (SafeCloseable scope = outer.push()) {
      inner = ClientRequestContext.of(HttpRequest.of(HttpMethod.GET, "/"));
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // leave closes it
  void enter(boolean inside) {
    entered = (inside ? inner : outer).push();
  }

  @Override
  void leave() {
    if (entered != null) {
      entered.close();
    }
  }

  @Override
  boolean isInside() {
    return RequestContext.currentOrNull() == inner;
  }

  @Override
  boolean needsContext() {
    return true;
  }

  @Override
  Object current() {
    return RequestContext.current();
  }

  @Override
  void runInside(Runnable body) {
    try (SafeCloseable scope = inner.push()) {
      body.run();
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return RequestContext.current().makeContextAware(task);
  }

  @Override
  ExecutorService wrap(ExecutorService pool) {
    return RequestContext.makeContextPropagating(pool);
  }

  @Override
  ScheduledExecutorService wrap(ScheduledExecutorService pool) {
    return RequestContext.makeContextPropagating(pool);
  }

  @Override
  <T> CompletableFuture<T> newFuture() {
    return RequestContext.current().makeContextAware(new CompletableFuture<>());
  }

  @Override
  <T, R> Function<T, R> ofStage(Function<T, R> function) {
    return function;
  }
}
