package dev.baton.fuzz;

import com.google.common.base.Function;
import com.google.common.util.concurrent.AsyncFunction;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.executors.guava.ContextListeningExecutors;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Guava's listening executors and listenable futures. */
@SuppressWarnings("CheckReturnValue") // the bodies know when they have run
enum GuavaBoundary implements Boundary {
  SUBMIT_LISTENING {
    @Override
    public void cross(Crossing c) {
      ListeningExecutorService executor =
          ContextListeningExecutors.wrap(
              MoreExecutors.listeningDecorator(c.pool()), c.propagation());
      ListenableFuture<?> future =
          c.toss()
              ? executor.submit((Runnable) c.body())
              : executor.submit((Callable<Object>) c.body());
      future.addListener(c.body(), executor(c));
      Body direct = c.body();
      ExecutorBoundary.runCalmly(() -> future.addListener(direct, MoreExecutors.directExecutor()));
    }
  },

  INVOKE_ALL_LISTENING {
    @Override
    public void cross(Crossing c) throws Exception {
      ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(c.pool()), c.propagation())
          .invokeAll(List.of(c.printableBody(), c.printableBody()));
    }
  },

  CANCEL_LISTENING {
    @Override
    public void cross(Crossing c) {
      ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(c.pool()), c.propagation())
          .submit((Callable<Object>) c.body().cancellable())
          .cancel(false);
    }
  },

  SCHEDULE_LISTENING {
    @Override
    public void cross(Crossing c) {
      ListeningScheduledExecutorService scheduler = c.listeningScheduler();
      scheduler.schedule((Runnable) c.body(), c.choose(100), TimeUnit.MICROSECONDS);
      Body body = c.periodicBody();
      scheduler.scheduleAtFixedRate(
          body.stoppingAfter(body.fails() ? 1 : 3), 0, 10, TimeUnit.MICROSECONDS);
    }
  },

  TRANSFORM {
    @Override
    public void cross(Crossing c) {
      chainAndComplete(c, false);
    }
  },

  CATCH {
    @Override
    public void cross(Crossing c) {
      chainAndComplete(c, true);
    }
  },

  CALL_BACK {
    @Override
    public void cross(Crossing c) {
      SettableFuture<Object> source = SettableFuture.create();
      ContextFluentFuture<Object> future = ContextFluentFuture.wrap(source, c.propagation());
      boolean fails = c.toss();
      future.addCallback(new OfGuava(c.body()), executor(c));
      future
          .withTimeout(1, TimeUnit.HOURS, c.scheduler())
          .addCallback(new OfGuava(c.body()), executor(c));
      Futures.addCallback(
          future.catching(TimeoutFailure.class, failure -> "never", executor(c)),
          new OfGuava(c.body()),
          ContextListeningExecutors.wrap(
              MoreExecutors.listeningDecorator(c.pool(Pools.Kind.OWN)),
              Carrying.CAPTURING.propagation()));
      complete(c, source, fails);
    }

    @Override
    public boolean isHeard() {
      return false;
    }
  },

  /** A future that is another one's result. */
  SET_FUTURE {
    @Override
    public void cross(Crossing c) {
      SettableFuture<Object> source = SettableFuture.create();
      SettableFuture<Object> outer = SettableFuture.create();
      outer.setFuture(ContextFluentFuture.wrap(source));
      boolean fails = c.toss();
      ContextFluentFuture.wrap(outer, c.propagation()).addListener(c.body(), executor(c));
      complete(c, source, fails);
    }
  };

  private static final class TimeoutFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A body of the types that Guava has of its own. */
  private record OfGuava(Body body)
      implements AsyncFunction<Object, Object>, FutureCallback<Object>, View {
    @Override
    public ListenableFuture<Object> apply(Object argument) {
      return ContextFluentFuture.wrap(Futures.immediateFuture(body.call()));
    }

    @Override
    public void onSuccess(Object result) {
      body.run();
    }

    @Override
    public void onFailure(Throwable failure) {
      body.run();
    }
  }

  private record Mapping<A>(Body body) implements Function<A, Object>, View {
    @Override
    public Object apply(A argument) {
      return body.call();
    }
  }

  private record Recovery(Body body) implements AsyncFunction<Throwable, Object>, View {
    @Override
    public ListenableFuture<Object> apply(Throwable failure) {
      return Futures.immediateFuture(body.call());
    }
  }

  private static Executor executor(Crossing c) {
    return c.choose(3) == 0 ? MoreExecutors.directExecutor() : c.toss() ? c.pool() : c.executor();
  }

  private static void chainAndComplete(Crossing c, boolean sourceFails) {
    SettableFuture<Object> source = SettableFuture.create();
    ContextFluentFuture<Object> future = ContextFluentFuture.wrap(source, c.propagation());
    boolean fails = sourceFails;
    for (int i = 0; i < 3; i++) {
      boolean catches = c.toss();
      Body body = c.body().unless(catches != fails);
      Executor executor = executor(c);
      future =
          catches
              ? c.toss()
                  ? future.catching(Throwable.class, new Mapping<>(body), executor)
                  : future.catchingAsync(Throwable.class, new Recovery(body), executor)
              : c.toss()
                  ? future.transform(new Mapping<>(body), executor)
                  : future.transformAsync(new OfGuava(body), executor);
      fails = catches == fails ? body.fails() : fails;
    }
    complete(c, source, sourceFails);
  }

  private static void complete(Crossing c, SettableFuture<Object> source, boolean fails) {
    Executor completer = c.toss() ? c.foreign() : ExecutorBoundary::runCalmly;
    completer.execute(
        () -> {
          if (fails) {
            source.setException(new Locals.Thrown(false));
          } else {
            source.set("value");
          }
        });
  }
}
