package dev.baton.context.audit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The audit in a recording of the JDK's Flight Recorder, if that is there and wants to know. */
final class AuditEvents {
  private static final boolean HAS_RECORDER = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private static volatile boolean areTasksWanted;

  private AuditEvents() {}

  /** Looks whether a recording has begun or ended; called now and then. */
  static void update() {
    areTasksWanted = HAS_RECORDER && new TaskEvent().isEnabled();
  }

  static boolean areTasksWanted() {
    return areTasksWanted;
  }

  /** The time, if it will be asked for. */
  static long now() {
    return areTasksWanted ? System.nanoTime() : 0;
  }

  static void unsetRead(Crossing crossing) {
    if (HAS_RECORDER) {
      UnsetReadEvent event = new UnsetReadEvent();
      event.in = crossing.text();
      event.commit();
    }
  }

  static void repair(Object code) {
    if (HAS_RECORDER) {
      RepairEvent event = new RepairEvent();
      event.task = code.getClass();
      event.commit();
    }
  }

  static void started(Submission submission) {
    submission.began = submission.nanos == 0 ? 0 : System.nanoTime();
  }

  static void ended(Object task, Submission submission) {
    if (submission.began != 0 && areTasksWanted) {
      TaskEvent event = new TaskEvent();
      event.task = task.getClass();
      event.submittedBy = submission.thread;
      event.queued = submission.began - submission.nanos;
      event.ran = System.nanoTime() - submission.began;
      event.commit();
    }
  }

  @Name("dev.baton.UnsetRead")
  @Label("Unset Read")
  @Category("Baton")
  @Description("Context.current() was read where nothing had been set")
  private static final class UnsetReadEvent extends Event {
    @Label("In")
    @Description("What kind of code has read it")
    @SuppressWarnings("UnusedVariable") // by the recorder
    private String in = "";
  }

  @Name("dev.baton.Repair")
  @Label("Repaired Thread")
  @Category("Baton")
  @Description("A task ended with a scope still open, and its thread was put back")
  private static final class RepairEvent extends Event {
    @Label("Task")
    @SuppressWarnings("UnusedVariable")
    private Class<?> task = Object.class;
  }

  @Name("dev.baton.Task")
  @Label("Wrapped Task")
  @Category("Baton")
  @Description("A task has run under the context of its submission")
  @Enabled(false)
  @StackTrace(false)
  private static final class TaskEvent extends Event {
    @Label("Task")
    @SuppressWarnings("UnusedVariable")
    private Class<?> task = Object.class;

    @Label("Submitted By")
    @SuppressWarnings("UnusedVariable")
    private String submittedBy = "";

    @Label("Time in the Queue")
    @Timespan(Timespan.NANOSECONDS)
    @SuppressWarnings("UnusedVariable")
    private long queued;

    @Label("Time of the Run")
    @Timespan(Timespan.NANOSECONDS)
    @SuppressWarnings("UnusedVariable")
    private long ran;
  }
}
