package dev.baton.fuzz;

import dev.baton.executors.ContextForkJoinTasks;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;

/**
 * Fork-join tasks that are wrapped one by one, and the methods that only they and their pool have.
 */
enum ForkJoinBoundary implements Boundary {
  FORK {
    @Override
    public void cross(Crossing c) {
      ForkJoinTask<Void> first = wrap(c, c.leaf()).fork(); // in the common pool, if not on a worker
      ForkJoinTask<Void> second = wrap(c, c.leaf()).fork();
      if (c.toss()) {
        second.quietlyJoin();
        first.quietlyJoin();
      }
    }
  },

  INVOKE_TASK {
    @Override
    public void cross(Crossing c) {
      wrap(c, c.body()).quietlyInvoke();
    }
  },

  INVOKE_TASKS {
    @Override
    public void cross(Crossing c) {
      ForkJoinTask<Void> first = wrap(c, c.body());
      ForkJoinTask<Void> second = wrap(c, c.leaf());
      second.fork();
      first.quietlyInvoke();
      second.quietlyJoin();
    }
  },

  POOL {
    @Override
    public void cross(Crossing c) {
      ForkJoinPool pool =
          (ForkJoinPool) c.pool(c.toss() ? Pools.Kind.FORK_JOIN : Pools.Kind.OWN_FORK_JOIN);
      pool.execute(wrap(c, c.body()));
      pool.submit(wrap(c, c.body()));
      ForkJoinTask<Void> invoked = wrap(c, c.body());
      ExecutorBoundary.runCalmly(() -> pool.invoke(invoked));
    }
  },

  CANCEL_TASK {
    @Override
    public void cross(Crossing c) {
      ForkJoinTask<Void> task = wrap(c, c.body().dropped());
      task.cancel(false);
      task.fork().quietlyJoin();
    }
  };

  private static ForkJoinTask<Void> wrap(Crossing c, Body body) {
    return ContextForkJoinTasks.wrap(new Task(body), c.propagation());
  }

  private static final class Task extends RecursiveAction implements View {
    private static final long serialVersionUID = 1;
    private final transient Body body;

    Task(Body body) {
      this.body = body;
    }

    @Override
    protected void compute() {
      body.run();
    }

    @Override
    public Body body() {
      return body;
    }
  }
}
