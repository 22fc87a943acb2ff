package dev.baton.fuzz;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import dev.baton.rx.ContextSchedulers;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chains of RxJava, and what is given to a scheduler by hand. */
sealed interface RxBoundary extends Boundary {

  static List<RxBoundary> all(Carrying hooks) {
    List<RxBoundary> all = new ArrayList<>();
    for (RxChain chain : RxChain.values()) {
      all.add(new Chain(chain, hooks));
    }
    if (hooks == null) {
      all.addAll(Arrays.asList(Task.values()));
    }
    return all;
  }

  /** What hooks are to carry, for this boundary; null if it needs none. */
  static Carrying hooksOf(Boundary boundary) {
    return boundary instanceof Chain chain ? chain.hooks : null;
  }

  /** Nobody hears of signals, but of the tasks that operators give to a wrapped scheduler. */
  record Chain(RxChain chain, Carrying hooks) implements RxBoundary {
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
      return "RX_" + chain + (hooks == null ? "" : "_WITH_HOOKS");
    }
  }

  /** A task of the program's own, for a wrapped scheduler. */
  enum Task implements RxBoundary {
    RX_TASK {
      @Override
      public void cross(Crossing c) {
        scheduler(c).scheduleDirect(c.printableBody());
        scheduler(c).scheduleDirect(c.printableBody(), 20, MICROSECONDS);
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

    /** Which carries on RxJava's schedulers, as its own operators are made of it. */
    RX_PERIODIC {
      @Override
      public void cross(Crossing c) {
        Body direct = c.tidyBody();
        scheduler(c).schedulePeriodicallyDirect(direct.stoppingAfter(3), 0, 10, MICROSECONDS);
        Body onWorker = c.tidyBody();
        ContextSchedulers.wrap(Schedulers.from(c.poolElsewhere()), c.propagation())
            .createWorker()
            .schedulePeriodically(onWorker.stoppingAfter(3), 0, 10, MICROSECONDS);
      }

      @Override
      public boolean isHeard() {
        return false;
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
