package dev.baton.fuzz;

import dev.baton.context.testing.Calls;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import dev.baton.executors.ContextThreads;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Executors, schedulers and threads. */
enum ExecutorBoundary implements Boundary {
  EXECUTE {
    @Override
    public void cross(Crossing c) {
      Executor executor = c.executor();
      for (int i = 0; i < 3; i++) {
        Body body = c.body();
        runCalmly(() -> executor.execute(body)); // which may be on this thread
      }
    }
  },

  SUBMIT {
    @Override
    public void cross(Crossing c) {
      ExecutorService executor = c.executor();
      switch (c.choose(3)) {
        case 0 -> executor.submit((Runnable) c.body());
        case 1 -> executor.submit((Callable<Object>) c.body());
        default -> executor.submit(c.body(), "result");
      }
    }
  },

  INVOKE_ALL {
    @Override
    public void cross(Crossing c) throws Exception {
      ExecutorService executor = c.executor();
      List<Body> bodies = List.of(c.printableBody(), c.printableBody(), c.printableBody());
      if (c.toss()) {
        executor.invokeAll(bodies);
      } else {
        executor.invokeAll(bodies, 1, TimeUnit.HOURS);
      }
    }
  },

  INVOKE_ALL_IN_NO_TIME {
    @Override
    public void cross(Crossing c) throws Exception {
      c.executorOfLeaves()
          .invokeAll(
              List.of(c.leaf().cancellable(), c.leaf().cancellable()), 1, TimeUnit.NANOSECONDS);
    }
  },

  INVOKE_ANY {
    @Override
    public void cross(Crossing c) throws Exception {
      ExecutorService executor = c.executorOfLeaves();
      List<Body> bodies = List.of(c.leaf().cancellable(), c.leaf().cancellable());
      try {
        if (c.toss()) {
          executor.invokeAny(bodies);
        } else {
          executor.invokeAny(bodies, 1, TimeUnit.MILLISECONDS);
        }
      } catch (ExecutionException | TimeoutException e) {
        // they may
      }
    }
  },

  CANCEL {
    @Override
    public void cross(Crossing c) {
      ExecutorService executor = c.executor();
      Future<?> runnable = executor.submit((Runnable) c.body().cancellable());
      Future<?> callable = executor.submit((Callable<Object>) c.body().cancellable());
      callable.cancel(false);
      runnable.cancel(false);
    }
  },

  INTERRUPT {
    @Override
    public void cross(Crossing c) {
      ExecutorService executor = c.wrap(c.pool(Pools.Kind.PLATFORM));
      CountDownLatch begun = new CountDownLatch(1);
      Body body = c.body();
      Future<?> waiting = executor.submit(new Waiting(body, begun));
      Calls.await(begun);
      waiting.cancel(true);
    }
  },

  REJECT {
    @Override
    public void cross(Crossing c) {
      ExecutorService closed = java.util.concurrent.Executors.newSingleThreadExecutor();
      closed.shutdown();
      ExecutorService executor = c.wrap(closed);
      for (int i = 0; i < 2; i++) {
        Body body = c.body().rejected();
        boolean submits = c.toss();
        try {
          if (submits) {
            executor.submit((Callable<Object>) body);
          } else {
            executor.execute(body);
          }
          c.program().fail("a closed executor has taken a task");
        } catch (RejectedExecutionException expected) {
          // nothing has happened
        }
      }
    }
  },

  SHUT_DOWN {
    @Override
    public void cross(Crossing c) {
      ExecutorService executor = c.wrap(java.util.concurrent.Executors.newSingleThreadExecutor());
      Body first = c.leaf().cancellable();
      Body second = c.leaf().cancellable();
      executor.submit((Callable<Object>) first);
      executor.execute(second);
      executor.shutdownNow();
      executor.close();
    }
  },

  SCHEDULE {
    @Override
    public void cross(Crossing c) {
      ScheduledExecutorService scheduler = c.scheduler();
      scheduler.schedule((Runnable) c.body(), c.choose(100), TimeUnit.MICROSECONDS);
      scheduler.schedule((Callable<Object>) c.body(), 0, TimeUnit.SECONDS);
      scheduler.schedule((Runnable) c.leaf().cancellable(), 1, TimeUnit.HOURS).cancel(true);
    }
  },

  PERIODIC {
    @Override
    public void cross(Crossing c) {
      ScheduledExecutorService scheduler = c.scheduler();
      Body body = c.periodicBody();
      Body three = body.stoppingAfter(body.fails() ? 1 : 3);
      if (c.toss()) {
        scheduler.scheduleAtFixedRate(three, 0, 10, TimeUnit.MICROSECONDS);
      } else {
        scheduler.scheduleWithFixedDelay(three, 0, 10, TimeUnit.MICROSECONDS);
      }
    }
  },

  /** A task that was wrapped before it is scheduled keeps what it captured. */
  PERIODIC_BUT_WRAPPED {
    @Override
    public void cross(Crossing c) {
      Body body = c.body();
      Runnable wrapped = c.propagation().wrap((Runnable) body.stoppingAfter(body.fails() ? 1 : 3));
      c.scheduler().scheduleAtFixedRate(wrapped, 0, 10, TimeUnit.MICROSECONDS);
    }
  },

  COMPLETION_SERVICE {
    @Override
    public void cross(Crossing c) throws Exception {
      ExecutorCompletionService<Object> service = new ExecutorCompletionService<>(c.executor());
      service.submit(c.body());
      service.take();
    }

    @Override
    public boolean isHeard() {
      return false;
    }
  },

  DELAYED {
    @Override
    public void cross(Crossing c) {
      Executor later =
          ContextFutures.delayedExecutor(
              c.choose(50), TimeUnit.MICROSECONDS, c.wrap(c.poolElsewhere()));
      later.execute(c.body());
    }
  },

  THREAD {
    @Override
    public void cross(Crossing c) {
      Body body = c.body();
      if (c.toss()) {
        ContextThreads.startVirtualThread(body, c.propagation());
      } else {
        ThreadFactory raw = c.toss() ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        ContextThreads.perTaskFactory(raw, c.propagation()).newThread(body).start();
      }
    }
  },

  VIRTUAL_THREADS {
    @Override
    public void cross(Crossing c) {
      try (ExecutorService executor =
          ContextExecutors.newVirtualThreadPerTaskExecutor(c.propagation())) {
        executor.submit((Runnable) c.body());
        executor.submit((Callable<Object>) c.body());
      }
    }
  },

  /** The same wrapped task twice, perhaps at once. */
  SUBMIT_TWICE {
    @Override
    public void cross(Crossing c) {
      Runnable wrapped = c.propagation().wrap((Runnable) c.body().times(2));
      ExecutorService executor = c.toss() ? c.executor() : c.pool();
      executor.submit(wrapped);
      executor.submit(wrapped);
    }
  };

  /** Says that it has begun, waits to be interrupted, and goes on. */
  private record Waiting(Body body, CountDownLatch begun) implements Runnable, View {
    @Override
    public void run() {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException expected) {
        body.run();
      }
    }
  }

  static void runCalmly(Runnable code) {
    try {
      code.run();
    } catch (Locals.Thrown expected) {
      // a task that has run on this thread
    }
  }
}
