package dev.baton.fuzz;

import dev.baton.rx.ContextSchedulers;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Chains of RxJava, and what is given to a scheduler by hand. */
sealed interface RxBoundary extends Boundary {

  static List<RxBoundary> all(boolean hooks) {
    List<RxBoundary> all = new ArrayList<>();
    for (RxChain chain : RxChain.values()) {
      all.add(new Chain(chain, hooks));
    }
    if (!hooks) {
      all.addAll(Arrays.asList(Task.values()));
    }
    return all;
  }

  /** Nobody hears of signals, but of the tasks that operators give to a wrapped scheduler. */
  record Chain(RxChain chain, boolean hooks) implements RxBoundary {
    @Override
    public void cross(Crossing c) {
      chain.subscribe(new RxWiring(c, hooks));
    }

    @Override
    public boolean isHeard() {
      return false;
    }

    @Override
    public String toString() {
      return "RX_" + chain + (hooks ? "_WITH_HOOKS" : "");
    }
  }

  /** A task of the program's own, for a wrapped scheduler. */
  enum Task implements RxBoundary {
    RX_TASK {
      @Override
      public void cross(Crossing c) {
        scheduler(c).scheduleDirect(c.printableBody());
        scheduler(c).scheduleDirect(c.printableBody(), 20, TimeUnit.MICROSECONDS);
      }
    },

    RX_WORKER {
      @Override
      public void cross(Crossing c) {
        Scheduler.Worker worker =
            ContextSchedulers.wrap(Schedulers.from(c.poolElsewhere()), c.propagation())
                .createWorker(); // those of io() would each keep a thread
        worker.schedule(c.tidyBody()); // a failure may be the end of RxJava's worker
        worker.schedule(c.printableBody());
      }
    },

    RX_DISPOSED {
      @Override
      public void cross(Crossing c) {
        Scheduler scheduler = scheduler(c);
        scheduler.scheduleDirect(c.leaf().cancellable()).dispose();
        Scheduler.Worker worker = scheduler.createWorker();
        worker.schedule(c.leaf().cancellable());
        worker.dispose();
      }
    };

    private static Scheduler scheduler(Crossing c) {
      return ContextSchedulers.wrap(
          c.toss() ? Schedulers.io() : Schedulers.from(c.poolElsewhere()), c.propagation());
    }
  }
}
