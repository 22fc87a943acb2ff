package dev.baton.examples.soak;

import dev.baton.context.CarriedThreadLocal;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A task with a context and a thread-local of its own. It looks for both, then misbehaves. */
final class Job implements Runnable, Callable<Object> {
  static final CarriedThreadLocal<Job> CARRIED = CarriedThreadLocal.of(new ThreadLocal<>());
  private static final ContextKey<Job> KEY = ContextKey.named("job");

  private final Soak soak;
  private final Way way;
  private final Act act;
  private final Context context = Context.root().with(KEY, this);
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile @Nullable Scope submitters;

  Job(Soak soak, Way way, Act act) {
    this.soak = soak;
    this.way = way;
    this.act = act;
  }

  /** Hands this job over under its own context, on any thread, and leaves that as it was. */
  @SuppressWarnings("MustBeClosedChecker") // a task may close it, too
  void start() {
    @Nullable Job before = CARRIED.get();
    Scope scope = context.makeCurrent();
    submitters = act == Act.CLOSE_THE_SUBMITTERS_SCOPE ? scope : null;
    CARRIED.set(this);
    way.submitted();
    try {
      Future<?> future = way.start(this);
      if (act == Act.BE_CANCELLED && future != null && future.cancel(true)) {
        settle(Fate.CANCELLED);
      }
      boolean closed = act == Act.CLOSE_THE_SUBMITTERS_SCOPE;
      if ((current() != this && !closed) || CARRIED.get() != this) {
        way.wrong();
      }
    } catch (RejectedExecutionException e) {
      settle(Fate.REJECTED);
    } catch (InterruptedException e) {
      settle(Fate.CANCELLED); // so invokeAll leaves what has not begun
    } catch (Exception | LinkageError | AssertionError e) {
      // its own, which the way hands back
    } finally {
      CARRIED.restore(before);
      scope.close();
      submitters = null;
    }
  }

  @Override
  public void run() {
    look();
    settle(Fate.RAN);
    act.commit(this);
  }

  @Override
  public Object call() {
    run();
    return "done";
  }

  void settle(Fate fate) {
    if (settled.compareAndSet(false, true)) {
      way.settled(fate);
    }
  }

  /** Starts another one from within this. */
  void reenter() {
    soak.next().start();
  }

  /** Swaps a scope with another job, which may close it on its own thread. */
  @Nullable Scope swap(Scope mine) {
    return soak.swap(mine);
  }

  @Nullable Scope submittersScope() {
    return submitters;
  }

  private void look() {
    Job expected = way.isUnderRoot() ? null : this;
    if (current() != expected || CARRIED.get() != expected) {
      way.wrong();
    }
  }

  static @Nullable Job current() {
    return Context.current().get(KEY);
  }
}
