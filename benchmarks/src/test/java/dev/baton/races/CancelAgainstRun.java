package dev.baton.races;

import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextForkJoinTasks;
import dev.baton.executors.guava.ContextListeningExecutors;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * What was submitted in A is cancelled while another thread, which is in B, runs it. Where somebody
 * listens, one end of it is heard: that it was cancelled, or that it started and ended.
 */
@Outcome(
    id = {
      "B, true, A, (|ended started|cancelled)",
      "B, true, not run, (|cancelled)",
      "B, false, A, (|ended started)"
    },
    expect = Expect.ACCEPTABLE,
    desc = "It is cancelled or runs in its submitter's context.")
@Outcome(
    id = "B, false, not run, .*",
    expect = Expect.FORBIDDEN,
    desc = "What was not cancelled runs.")
@Outcome(
    id = "B, .*, (A|not run), .*",
    expect = Expect.FORBIDDEN,
    desc = "A listener hears one end of a task, and that it was cancelled only if it was.")
@Outcome(
    id = "B, .*",
    expect = Expect.FORBIDDEN,
    desc = "A task runs in its submitter's context or not at all.")
@Outcome(
    id = ".*",
    expect = Expect.FORBIDDEN,
    desc = "The thread gets back what it had, also if the task was cancelled.")
abstract class CancelAgainstRun extends Race {
  final QueuedTask queue = new QueuedTask();
  final Propagation propagation;
  private final Hearing hearing = new Hearing();
  private final boolean isHeard;
  private final Cancellable submitted;
  private volatile String seen = "not run";

  CancelAgainstRun(boolean isHeard) {
    this.isHeard = isHeard;
    this.propagation = isHeard ? Propagation.capturing().with(hearing) : Propagation.capturing();
    try (Scope scope = A.makeCurrent()) {
      submitted = submit();
    }
  }

  /** A future's {@code cancel}. */
  interface Cancellable {
    boolean cancel(boolean mayInterruptIfRunning);
  }

  /** Submits {@link #task} so that it goes to the queue. */
  abstract Cancellable submit();

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

  final boolean cancelling() {
    start();
    return submitted.cancel(false);
  }

  final String seen() {
    return seen;
  }

  final String heard() {
    return isHeard && hearing.toString().isEmpty() ? "nothing" : hearing.toString();
  }

  @JCStressTest
  @State
  public static class Submit extends CancelAgainstRun {
    public Submit() {
      super(false);
    }

    @Override
    Cancellable submit() {
      return ContextExecutors.wrap(queue, propagation).submit(this::task)::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }

  @JCStressTest
  @State
  public static class SubmitWithListener extends CancelAgainstRun {
    public SubmitWithListener() {
      super(true);
    }

    @Override
    Cancellable submit() {
      return ContextExecutors.wrap(queue, propagation).submit(this::task)::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }

  @JCStressTest
  @State
  public static class Schedule extends CancelAgainstRun {
    public Schedule() {
      super(false);
    }

    @Override
    Cancellable submit() {
      return ContextExecutors.wrap(QueuedTask.scheduler(queue), propagation)
              .schedule(this::task, 1, TimeUnit.HOURS)
          ::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }

  @JCStressTest
  @State
  public static class ScheduleWithListener extends CancelAgainstRun {
    public ScheduleWithListener() {
      super(true);
    }

    @Override
    Cancellable submit() {
      return ContextExecutors.wrap(QueuedTask.scheduler(queue), propagation)
              .schedule(this::task, 1, TimeUnit.HOURS)
          ::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }

  @JCStressTest
  @State
  public static class GuavaSubmit extends CancelAgainstRun {
    public GuavaSubmit() {
      super(false);
    }

    @Override
    Cancellable submit() {
      return ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(queue), propagation)
              .submit(this::task)
          ::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }

  @JCStressTest
  @State
  public static class GuavaSubmitWithListener extends CancelAgainstRun {
    public GuavaSubmitWithListener() {
      super(true);
    }

    @Override
    Cancellable submit() {
      return ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(queue), propagation)
              .submit(this::task)
          ::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }

  /** Of a task that is cancelled just when it begins, a listener hears that it began. */
  @JCStressTest
  @Outcome(
      id = {"B, true, A, (ended started|cancelled)", "B, false, A, ended started"},
      expect = Expect.ACCEPTABLE,
      desc = "It is cancelled too late, and runs in its submitter's context.")
  @Outcome(
      id = "B, true, not run, (ended started|cancelled)",
      expect = Expect.ACCEPTABLE,
      desc = "It is cancelled in time.")
  @Outcome(
      id = ".*",
      expect = Expect.FORBIDDEN,
      desc = "A task runs in its submitter's context or not at all, and one end of it is heard.")
  @State
  public static class ForkJoinTaskWithListener extends CancelAgainstRun {
    public ForkJoinTaskWithListener() {
      super(true);
    }

    @Override
    Cancellable submit() {
      ForkJoinTask<?> task = ContextForkJoinTasks.wrap(ForkJoinTask.adapt(this::task), propagation);
      queue.execute(task::quietlyInvoke);
      return task::cancel;
    }

    @Actor
    public void actor1(LLLL_Result r) {
      r.r1 = running();
    }

    @Actor
    public void actor2(LLLL_Result r) {
      r.r2 = cancelling();
    }

    @Arbiter
    public void arbiter(LLLL_Result r) {
      r.r3 = seen();
      r.r4 = heard();
    }
  }
}
