package dev.baton.benchmarks;

import io.grpc.Context;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** gRPC's own context. It wraps executors, but no executor services and no futures. */
final class GrpcPeer extends Peer {
  private static final Context.Key<String> KEY = Context.key("benchmark");

  private final Context outer = Context.ROOT.withValue(KEY, "outer");
  private final Context inner = Context.ROOT.withValue(KEY, Body.VALUE);
  private Context entered = inner;
  private Context before = Context.ROOT;

  @Override
  void enter(boolean inside) {
    entered = inside ? inner : outer;
    before = entered.attach();
  }

  @Override
  void leave() {
    entered.detach(before);
  }

  @Override
  boolean isInside() {
    return Context.current() == inner;
  }

  @Override
  Object current() {
    return Context.current();
  }

  @Override
  void runInside(Runnable body) {
    Context previous = inner.attach();
    try {
      body.run();
    } finally {
      inner.detach(previous);
    }
  }

  @Override
  Runnable wrap(Runnable task) {
    return Context.current().wrap(task);
  }

  @Override
  Executor executor(ExecutorService pool) {
    return Context.currentContextExecutor(pool);
  }
}
