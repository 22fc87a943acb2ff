package dev.baton.examples.soak;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.random.RandomGenerator;

/** What a job does besides: seven of ten behave. */
@SuppressWarnings("MustBeClosedChecker") // that is what they do
enum Act {
  BEHAVE {
    @Override
    void commit(Job job) {}
  },
  BE_CANCELLED {
    @Override
    void commit(Job job) {}
  },
  LEAK {
    @Override
    void commit(Job job) {
      leak();
    }
  },
  LEAK_A_HUNDRED {
    @Override
    void commit(Job job) {
      for (int i = 0; i < 100; i++) {
        leak();
      }
    }
  },
  LEAVE_A_THREAD_LOCAL {
    @Override
    void commit(Job job) {
      Job.CARRIED.set(job);
    }
  },
  CLOSE_OUT_OF_ORDER {
    @Override
    void commit(Job job) {
      Scope outer = leak();
      Scope inner = leak();
      outer.close();
      inner.close();
      outer.close();
    }
  },
  CLOSE_ANOTHERS_SCOPE {
    @Override
    void commit(Job job) {
      Scope anothers = job.swap(leak());
      if (anothers != null) {
        anothers.close();
      }
    }
  },
  CLOSE_THE_SUBMITTERS_SCOPE {
    @Override
    void commit(Job job) {
      Scope submitters = job.submittersScope();
      if (submitters != null) {
        submitters.close();
      }
    }
  },
  INTERRUPT {
    @Override
    void commit(Job job) {
      Thread.currentThread().interrupt();
    }
  },
  REENTER {
    @Override
    void commit(Job job) {
      leak();
      job.reenter();
    }
  },
  THROW {
    @Override
    void commit(Job job) {
      throw new Unprintable();
    }
  },
  THROW_AN_ERROR {
    @Override
    void commit(Job job) {
      throw new AssertionError("hostile");
    }
  },
  /** One that RxJava, too, lets through: the thread ends. */
  KILL_THE_THREAD {
    @Override
    void commit(Job job) {
      throw new LinkageError("hostile");
    }
  };

  private static final ContextKey<Object> LEFT = ContextKey.named("left");
  private static final Act[] ALL = values();

  abstract void commit(Job job);

  /** The three of ten are shared evenly by those that misbehave. */
  static Act next(RandomGenerator random) {
    return random.nextInt(10) < 7 ? BEHAVE : ALL[1 + random.nextInt(ALL.length - 1)];
  }

  private static Scope leak() {
    return Context.current().with(LEFT, new Object()).makeCurrent();
  }

  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }
}
