package dev.baton.context.audit;

import dev.baton.context.BatonInternal.CaptureWatch;
import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import org.jspecify.annotations.Nullable;

/**
 * Hears of wrapped tasks: of all that have nothing to carry or come out of a raw future, of others
 * now and then. What it knows of a task is kept in the task's wrapper.
 */
final class TaskAudit implements CaptureWatch, TaskListener {
  private final Auditor auditor;
  private volatile @Nullable AuditStorage storage; // as soon as a context is used

  TaskAudit(Auditor auditor) {
    this.auditor = auditor;
  }

  AuditStorage on(ContextStorage delegate) {
    AuditStorage made = new AuditStorage(delegate, auditor);
    storage = made;
    return made;
  }

  @Nullable AuditStorage storage() {
    return storage;
  }

  @Override
  public Context capture() {
    AuditStorage ours = storage;
    if (ours == null || ContextStorage.get() != ours) {
      return Context.current(); // a wrapper above ours may know better
    }
    Context context = ours.bare();
    return context == null ? Context.root() : context;
  }

  @Override
  public @Nullable TaskListener listener(Object task, Context captured) {
    try {
      return auditor.isOn && isOfInterest(task, captured) ? this : null;
    } catch (Throwable failure) {
      Auditor.failed(failure);
      return null;
    }
  }

  @Override
  public @Nullable Runnable operationStarts(String name) {
    if (!auditor.isOn) {
      return null;
    }
    Runnable[] result = {null};
    if (auditor.starts.take()) {
      auditor.guarded(
          AuditStorage.trailOfThread(),
          () -> result[0] = auditor.operations.begins(name, Stacks.ofCaller()));
    }
    return result[0] == null ? auditor.operations.begins() : result[0];
  }

  private boolean isOfInterest(Object task, Context captured) {
    if (AuditEvents.areTasksWanted()) {
      return true;
    }
    boolean mayLose = isUnset(captured) || task instanceof AsynchronousCompletionTask;
    return (mayLose ? auditor.losses : auditor.submissions).take();
  }

  private boolean isUnset(Context captured) {
    AuditStorage ours = storage;
    return captured == Context.root() && ours != null && ours.isUnset();
  }

  @Override
  public @Nullable Object submitted(Object task, Context context) {
    Submission[] result = {null};
    Trail trail = AuditStorage.trailOfThread();
    auditor.guarded(trail, () -> result[0] = submission(trail, task, context));
    return result[0];
  }

  private Submission submission(Trail trail, Object task, Context context) {
    if (AuditEvents.areTasksWanted() && !auditor.submissions.take()) {
      return new Submission(null, Crossing.NONE, false, false, AuditEvents.now());
    }
    Stack stack = Stacks.ofCaller();
    Crossing crossing = stack.crossing();
    Submission outer = trail.task();
    if (crossing == Crossing.BATON && outer != null && outer.isUnset) {
      crossing = outer.crossing; // there was nothing to be carried that far
    }
    boolean isStage = crossing == Crossing.FUTURE_STAGE && isOfFuture(task);
    // there may be any number of tasks that wait
    @Nullable Stack kept = stack.isKept() ? stack : null;
    return new Submission(kept, crossing, isUnset(context), isStage, AuditEvents.now());
  }

  private static boolean isOfFuture(Object task) {
    return task instanceof AsynchronousCompletionTask
        && task.getClass().getName().startsWith("java.util.concurrent.CompletableFuture$");
  }

  @Override
  public void started(Object task, Context context, @Nullable Object state) {
    if (state instanceof Submission submission) {
      AuditEvents.started(submission);
      auditor.began(AuditStorage.trailOfThread(), submission);
    }
  }

  @Override
  public void ended(
      Object task, Context context, @Nullable Object state, @Nullable Throwable failure) {
    if (state instanceof Submission submission) {
      auditor.ended(AuditStorage.trailOfThread(), submission);
      AuditEvents.ended(task, submission);
    }
  }

  @Override
  public String toString() {
    return "audit";
  }
}
