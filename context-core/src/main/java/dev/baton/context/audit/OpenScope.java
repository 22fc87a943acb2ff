package dev.baton.context.audit;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A scope that has been opened, and where. It refers to the scope that the user has; when that is
 * gone and was not closed, nobody can close it any more.
 */
final class OpenScope extends WeakReference<OpenScope.Watched> {
  final Stack opened;
  final String thread;

  /** What opened it, if that is known. */
  final @Nullable Submission task;

  /** Of the one inside which it was opened, if that is known. */
  private final @Nullable AtomicBoolean isOuterClosed;

  /** Of which test's work it is a part, if tests are audited. */
  final Origin origin = Origin.here();

  private final @Nullable Thread opener = origin == Origin.NONE ? null : Thread.currentThread();
  private final WeakReference<Context> context;
  private final Set<OpenScope> all;
  private final AtomicBoolean isClosed = new AtomicBoolean(); // to which later scopes refer
  private volatile boolean told;

  private OpenScope(
      Watched scope,
      Context context,
      Stack opened,
      @Nullable OpenScope outer,
      @Nullable Submission task,
      Set<OpenScope> all) {
    super(scope);
    this.isOuterClosed = outer == null ? null : outer.isClosed;
    this.opened = opened;
    this.thread = Auditor.nameOfThread();
    this.task = task;
    this.context = new WeakReference<>(context);
    this.all = all;
  }

  /**
   * Makes the scope that the user gets.
   *
   * @param outer the one inside which it was opened, if that is known
   * @param all where it is kept while it is open
   */
  static Watched watch(
      Scope scope,
      Context context,
      Stack opened,
      @Nullable OpenScope outer,
      @Nullable Submission task,
      Set<OpenScope> all) {
    Watched watched = new Watched(scope);
    watched.open = new OpenScope(watched, context, opened, outer, task, all);
    all.add(watched.open);
    return watched;
  }

  boolean isClosed() {
    return isClosed.get();
  }

  void close() {
    isClosed.set(true);
    all.remove(this);
  }

  /** Whether the user has let go of it. */
  boolean isDropped() {
    return refersTo(null);
  }

  /** Whether it is open though nobody can close it any more, or though the one outside is not. */
  private boolean isGivenUp() {
    return !isClosed() && (isDropped() || (isOuterClosed != null && isOuterClosed.get()));
  }

  /** Whether it is open and a later task of its thread has come to this. */
  boolean isLeftTo(Stack now) {
    return !isClosed()
        && (now.isOfLaterTaskThan(opened) || (isGivenUp() && now.isAnewAfter(opened)));
  }

  /** Whether nothing has been said of it, and it is open. From now on, something has. */
  boolean isFirst() {
    boolean first = !told && !isClosed();
    told = true;
    all.remove(this);
    return first;
  }

  /**
   * Whether it is open though what has opened it is over: the test, or on a thread of another kind,
   * the task.
   */
  boolean isLeftBy(TestNode test) {
    if (opener == null || isClosed() || told) {
      return false;
    }
    if (test.runsOn(opener)) {
      return origin.isInside() && (origin.node() == test || origin.test() == test);
    }
    if (origin.isOwn() && origin.thread() == opener) {
      return false; // that of another test, which has its own end
    }
    boolean isOver = !opener.isAlive() || opened.hasLeft(opener.getStackTrace());
    return isOver && !isClosed();
  }

  boolean isTold() {
    return told;
  }

  boolean isOf(Context other) {
    return context.refersTo(other);
  }

  /** The storage's scope, for the user. */
  static final class Watched implements Scope {
    private final Scope scope;

    @SuppressWarnings("NullAway.Init") // by watch, before anybody has this
    private OpenScope open;

    private Watched(Scope scope) {
      this.scope = scope;
    }

    OpenScope open() {
      return open;
    }

    @Override
    public void close() {
      try {
        open.close();
        scope.close();
      } finally {
        Reference.reachabilityFence(this); // not dropped while it is being closed
      }
    }

    @Override
    public String toString() {
      return scope.toString();
    }
  }
}
