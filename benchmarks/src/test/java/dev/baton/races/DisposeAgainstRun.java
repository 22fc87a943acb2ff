package dev.baton.races;

import dev.baton.context.Propagation;
import dev.baton.rx.ContextSchedulers;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** What was scheduled in A, or its worker, is disposed of while another thread, in B, runs it. */
@Outcome(
    id = {"B, A, (|ended started|cancelled)", "B, not run, (|cancelled)"},
    expect = Expect.ACCEPTABLE,
    desc = "It is disposed of, or runs in its subscriber's context.")
@Outcome(
    id = "B, (A|not run), .*",
    expect = Expect.FORBIDDEN,
    desc = "A listener hears one end of a task, and that it was cancelled only if it was.")
@Outcome(
    id = "B, .*",
    expect = Expect.FORBIDDEN,
    desc = "A task runs in its subscriber's context or not at all.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "The thread gets back what it had, also if the task was disposed of.")
abstract class DisposeAgainstRun extends Race {
  private final QueuedTask queue = new QueuedTask();
  private final Hearing hearing = new Hearing();
  private final boolean isHeard;
  private final Disposable scheduled;
  private volatile String seen = "not run";

  DisposeAgainstRun(boolean isHeard) {
    this.isHeard = isHeard;
    Propagation propagation = Propagation.capturing();
    Scheduler scheduler =
        ContextSchedulers.wrap(
            Schedulers.from(queue), isHeard ? propagation.with(hearing) : propagation);
    try (Scope scope = A.makeCurrent()) {
      scheduled = schedule(scheduler);
    }
  }

  /** Schedules {@link #task}. */
  abstract Disposable schedule(Scheduler scheduler);

  final void task() {
    seen = seen.equals("not run") ? current() : "twice";
  }

  final String running() {
    try (Scope scope = B.makeCurrent()) {
      start();
      queue.run();
      return current();
    }
  }

  final void disposing() {
    start();
    scheduled.dispose();
  }

  final String seen() {
    return seen;
  }

  final String heard() {
    return isHeard && hearing.toString().isEmpty() ? "nothing" : hearing.toString();
  }

  @JCStressTest
  @State
  public static class Task extends DisposeAgainstRun {
    public Task() {
      super(false);
    }

    @Override
    Disposable schedule(Scheduler scheduler) {
      return scheduler.scheduleDirect(this::task);
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2() {
      disposing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r2 = seen();
      r.r3 = heard();
    }
  }

  @JCStressTest
  @State
  public static class TaskWithListener extends DisposeAgainstRun {
    public TaskWithListener() {
      super(true);
    }

    @Override
    Disposable schedule(Scheduler scheduler) {
      return scheduler.scheduleDirect(this::task);
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2() {
      disposing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r2 = seen();
      r.r3 = heard();
    }
  }

  @JCStressTest
  @State
  public static class OfWorker extends DisposeAgainstRun {
    public OfWorker() {
      super(false);
    }

    @Override
    Disposable schedule(Scheduler scheduler) {
      Scheduler.Worker worker = scheduler.createWorker();
      worker.schedule(this::task);
      return worker;
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2() {
      disposing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r2 = seen();
      r.r3 = heard();
    }
  }

  @JCStressTest
  @State
  public static class OfWorkerWithListener extends DisposeAgainstRun {
    public OfWorkerWithListener() {
      super(true);
    }

    @Override
    Disposable schedule(Scheduler scheduler) {
      Scheduler.Worker worker = scheduler.createWorker();
      worker.schedule(this::task);
      return worker;
    }

    @Actor
    public void actor1(LLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2() {
      disposing();
    }

    @Arbiter
    public void arbiter(LLL_Result r) {
      r.r2 = seen();
      r.r3 = heard();
    }
  }
}
