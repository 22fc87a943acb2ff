package dev.baton.fuzz;

import dev.baton.context.CapturedContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** Functions that are wrapped one by one, and then run anywhere. */
@SuppressWarnings("ReturnValueIgnored") // which is of no interest
enum FunctionBoundary implements Boundary {
  /** One wrapper at once on several threads. */
  CONCURRENTLY {
    @Override
    public void cross(Crossing c) {
      Function<Object, Object> function = c.propagation().wrapFunction(c.body().times(3));
      for (int i = 0; i < 3; i++) {
        CompletableFuture.runAsync(() -> function.apply("argument"), c.foreign());
      }
    }
  },

  /** A wrapper inside itself: the inner run sees the same as the outer one. */
  WITHIN_ITSELF {
    @Override
    public void cross(Crossing c) {
      Recursive recursive = new Recursive(c.tidyBody().times(3));
      recursive.self = c.propagation().wrapFunction(recursive);
      run(c, () -> recursive.self.apply(3));
    }
  },

  WRAP_TWICE {
    @Override
    public void cross(Crossing c) {
      Runnable once = c.propagation().wrap((Runnable) c.body());
      run(c, Carrying.ALL.get(c.choose(Carrying.ALL.size())).propagation().wrap(once));
    }
  },

  /** Signals come from a thread that knows nothing of us, and what is asked for from another. */
  SUBSCRIBER {
    @Override
    public void cross(Crossing c) {
      Body requested = c.body();
      Executor elsewhere = c.poolElsewhere();
      Flow.Subscriber<Object> subscriber =
          c.propagation().wrapSubscriber(new Signals(elsewhere, c.body(), c.body()));
      c.foreign()
          .execute(
              () -> {
                subscriber.onSubscribe(new Upstream(requested));
                subscriber.onNext("item");
                subscriber.onComplete();
              });
    }

    @Override
    public boolean isHeard() {
      return false;
    }
  },

  CAPTURED {
    @Override
    public void cross(Crossing c) {
      CapturedContext captured = c.propagation().capture();
      Body runnable = c.body();
      Body callable = c.body();
      Body consumer = c.body();
      run(c, () -> captured.run((Runnable) runnable));
      run(c, () -> ignoring(() -> captured.call(callable::call)));
      run(c, () -> captured.run((Body body) -> body.run(), consumer));
    }

    @Override
    public boolean isHeard() {
      return false;
    }
  };

  private record Signals(Executor elsewhere, Body next, Body completed)
      implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      elsewhere.execute(() -> subscription.request(1));
    }

    @Override
    public void onNext(Object item) {
      next.runCalmly();
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {
      completed.runCalmly();
    }
  }

  private record Upstream(Body requested) implements Flow.Subscription {
    @Override
    public void request(long items) {
      requested.runCalmly();
    }

    @Override
    public void cancel() {}
  }

  private static final class Recursive implements Function<Integer, Object>, View {
    private final Body body;
    private Function<Integer, Object> self;

    Recursive(Body body) {
      this.body = body;
    }

    @Override
    public Object apply(Integer times) {
      if (times > 1) {
        self.apply(times - 1);
      }
      return body.call();
    }

    @Override
    public Body body() {
      return body;
    }
  }

  /** Here, or on a thread that knows nothing of us. */
  static void run(Crossing c, Runnable code) {
    if (c.toss()) {
      ExecutorBoundary.runCalmly(code);
    } else {
      ExecutorService pool = c.pool();
      pool.submit(code);
    }
  }

  static void ignoring(Callable<Object> callable) {
    try {
      callable.call();
    } catch (Locals.Thrown e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
