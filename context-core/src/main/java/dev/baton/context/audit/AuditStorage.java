package dev.baton.context.audit;

import dev.baton.context.storage.WatchingStorage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Sees each read, each scope, and what tasks leave behind. Hands everything through as it is, but
 * for a scope, which is wrapped if it is followed.
 */
final class AuditStorage extends WatchingStorage {
  private final Auditor auditor;

  AuditStorage(ContextStorage delegate, Auditor auditor) {
    super(delegate);
    this.auditor = auditor;
  }

  @Override
  public @Nullable Context current() {
    Context context = delegate.current();
    if (auditor.isOn) {
      if (context == null || context == Root.ROOT) {
        readNothing(context);
      } else if (auditor.checks.take()) {
        readSomething(context);
      }
    }
    return context;
  }

  @SuppressWarnings("ReferenceEquality") // null is not root: somebody has set that on purpose
  private void readNothing(@Nullable Context context) {
    try {
      Trail trail = trailOfThread();
      if (!trail.isBusy && (context == null || isOfUnsetTask(trail))) {
        auditor.readNothing(trail);
      }
    } catch (Throwable failure) {
      Auditor.failed(failure);
    }
  }

  private void readSomething(Context context) {
    try {
      auditor.readSomething(trailOfThread(), context);
    } catch (Throwable failure) {
      Auditor.failed(failure);
    }
  }

  private static boolean isOfUnsetTask(Trail trail) {
    Submission task = trail.task();
    return task != null && task.isUnset;
  }

  @Override
  public Scope attach(@Nullable Context context) {
    if (context == null || !auditor.isOn || !auditor.opens.take()) {
      return delegate.attach(context);
    }
    Context before = delegate.current();
    Scope scope = delegate.attach(context);
    if (scope == Scope.noop()) {
      return scope;
    }
    try {
      return auditor.opened(trailOfThread(), scope, context, before);
    } catch (Throwable failure) {
      Auditor.failed(failure);
      return scope;
    }
  }

  @Override
  public Context root() {
    return delegate.root();
  }

  @Override
  protected void leaked(Object code, Context leftOpen) {
    if (auditor.isOn) {
      try {
        auditor.leftOpen(trailOfThread(), code, leftOpen);
      } catch (Throwable failure) {
        Auditor.failed(failure);
      }
    }
  }

  /** Whether nothing has been set on this thread, or for the task that it runs. */
  boolean isUnset() {
    Context context = delegate.current();
    return context == null || (context == Root.ROOT && isOfUnsetTask(trailOfThread()));
  }

  static Trail trailOfThread() {
    if (notes() instanceof Trail trail) {
      return trail;
    }
    Trail made = new Trail();
    setNotes(made);
    return made;
  }

  /** Which in OpenTelemetry comes from the storage, so it is to be had only when that is there. */
  private static final class Root {
    static final Context ROOT = Context.root();
  }

  @Override
  public String toString() {
    return "AuditStorage[" + delegate + "]";
  }
}
