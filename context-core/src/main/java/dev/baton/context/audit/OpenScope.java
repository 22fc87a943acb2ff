package dev.baton.context.audit;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
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

  private final WeakReference<Context> context;
  private final Set<OpenScope> all;
  private volatile boolean closed;
  private volatile boolean told;

  private OpenScope(
      Watched scope,
      Context context,
      Stack opened,
      @Nullable Submission task,
      Set<OpenScope> all,
      ReferenceQueue<? super Watched> dropped) {
    super(scope, dropped);
    this.opened = opened;
    this.thread = Auditor.nameOfThread();
    this.task = task;
    this.context = new WeakReference<>(context);
    this.all = all;
  }

  /**
   * Makes the scope that the user gets.
   *
   * @param all where it is kept while it is open
   * @param dropped where it is put when the user has let go of it
   */
  static Watched watch(
      Scope scope,
      Context context,
      Stack opened,
      @Nullable Submission task,
      Set<OpenScope> all,
      ReferenceQueue<? super Watched> dropped) {
    Watched watched = new Watched(scope);
    watched.open = new OpenScope(watched, context, opened, task, all, dropped);
    all.add(watched.open);
    return watched;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    all.remove(this);
  }

  /** Whether nothing has been said of it, and it is open. From now on, something has. */
  boolean isFirst() {
    boolean first = !told && !closed;
    told = true;
    all.remove(this);
    return first;
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
      open.close();
      scope.close();
    }

    @Override
    public String toString() {
      return scope.toString();
    }
  }
}
