package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** A storage that we know only from outside: OpenTelemetry's default, or anybody's. */
final class OtherStorage extends Storage {

  @Override
  @SuppressWarnings("MustBeClosedChecker") // end closes it
  public <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(Context context, Body<? super T, A, B, R, X> body, T target, A first, B second)
          throws X {
    Context before = Context.current();
    Scope scope = context.makeCurrent();
    try {
      return body.run(target, first, second);
    } finally {
      Context leaked = end(context, scope, before);
      if (leaked != null) {
        Reports.leak(target, leaked);
      }
    }
  }

  /**
   * Closes the scope. If what it attached is not current, most storages ignore that; so it is first
   * made current once more, in a scope that is never closed. The storage itself then goes back to
   * what it had, to nothing where it had nothing.
   *
   * <p>Not so if the thread had the same context before and has none now: the code has closed its
   * submitter's scope, and to go back would revive it. Nor on a storage that gives a new object at
   * each reading, where nothing can be told from two that differ; but for root, which is one.
   *
   * @return what was current, if a scope was left open, or null
   */
  @SuppressWarnings("MustBeClosedChecker")
  private static @Nullable Context end(Context attached, Scope scope, Context before) {
    Context now = Context.current();
    boolean differs = now != attached && (now != Context.root() || before != attached);
    boolean leak = differs && now == Context.current();
    try {
      if (leak) {
        attached.makeCurrent();
      }
    } finally {
      scope.close();
    }
    return leak || (differs && clear(before)) ? now : null;
  }

  /** Takes off what is current, if there was nothing before. */
  @SuppressWarnings("MustBeClosedChecker")
  private static boolean clear(Context before) {
    boolean left = before == Context.root() && Context.current() != before;
    if (left) {
      before.makeCurrent();
    }
    return left;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // restore closes it
  public Attachment attach(Context context) {
    Context before = Context.current();
    return new InScope(Thread.currentThread(), before, context.makeCurrent());
  }

  private static final class InScope implements Attachment {
    private final Thread thread;
    private final Context before;
    private final Scope scope;
    private boolean restored;

    InScope(Thread thread, Context before, Scope scope) {
      this.thread = thread;
      this.before = before;
      this.scope = scope;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // it is not this thread's scope that would be closed
    public boolean restore(Context attached, Object code) {
      if (restored) {
        return false;
      }
      restored = true;
      if (thread == Thread.currentThread()) {
        Context leaked = end(attached, scope, before);
        if (leaked != null) {
          Reports.leak(code, leaked);
        }
        return true;
      }
      boolean isHere = Context.current() == attached;
      if (isHere) {
        before.makeCurrent();
      }
      return isHere;
    }
  }
}
