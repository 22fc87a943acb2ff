package dev.baton.context;

import dev.baton.context.storage.Attachment;
import dev.baton.context.storage.Body;
import dev.baton.context.storage.Storage;
import io.opentelemetry.context.Context;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Not API: what Baton's other modules need of this one, in one place. Changed without notice.
 *
 * <p>See {@link dev.baton.context.storage} too.
 */
public final class BatonInternal {
  private static volatile @Nullable CaptureWatch watch;

  private BatonInternal() {}

  /** The audit, as far as it is about what is captured. */
  public interface CaptureWatch {
    /** The current context, which is read on behalf of a wrapper. */
    Context capture();

    /** Who is to hear of this task beside its listeners, if anybody. */
    @Nullable TaskListener listener(Object task, Context captured);

    /** What is to be told, once, when a traced operation ends that starts here; or null. */
    @Nullable Runnable operationStarts(String name);
  }

  /**
   * A thread-local that is told, where it is set, what it will be given to restore: where a value
   * stands for several thread-locals, what was done to each can be kept in the latter.
   *
   * @param <T> type of the value
   */
  public interface ExchangedThreadLocal<T> extends CarriedThreadLocal<T> {
    /**
     * Called in place of {@link #set} and {@link #clear}.
     *
     * @param value what was captured, or null for none
     * @param previous what {@link #get} said just before, and {@link #restore} will be given
     */
    void exchange(@Nullable T value, @Nullable T previous);
  }

  /** Has everything watched that is captured; to be called before a context is used. */
  public static void watch(CaptureWatch watching) {
    watch = watching;
  }

  /** Decided when a context is first used, and a constant to the compiler from then on. */
  static final class Watched {
    static final @Nullable CaptureWatch WATCH = Storage.watching() == null ? null : watch;

    private Watched() {}
  }

  /**
   * What is to be told, once, when a traced operation ends that starts here; null if nobody
   * watches. A context must have been used before.
   */
  public static @Nullable Runnable operationStarts(String name) {
    CaptureWatch watching = Watched.WATCH;
    return watching == null ? null : watching.operationStarts(name);
  }

  /**
   * Captures what the first does; carries the values, and tells the listeners, of the other one
   * too. For a callback that is registered here and handed to an executor which adds something of
   * its own. What both have, they have once.
   */
  public static Propagation and(Propagation first, Propagation other) {
    return first.and(other);
  }

  /** The same, without those of its listeners. */
  public static Propagation without(
      Propagation propagation, Predicate<? super TaskListener> unwanted) {
    return propagation.without(unwanted);
  }

  /**
   * What a task runs under that comes round again and again: root if the propagation captures, or
   * else the same.
   */
  public static Propagation periodic(Propagation propagation) {
    return propagation.periodic();
  }

  /** Whether a {@link TaskListener} is told of what becomes of a task. */
  public static boolean hasListener(Propagation propagation) {
    return propagation.hasListener();
  }

  /** Tells the listeners of a wrapped task, if it has some, that it was not accepted. */
  public static void rejected(Object wrapped, RejectedExecutionException reason) {
    PendingTask task = pending(wrapped);
    if (task != null) {
      task.rejected(reason);
    }
  }

  /**
   * Tells the listeners of a wrapped task, if it has some, that whoever submitted it has cancelled
   * it, unless it has started to run or has been cancelled before. It does not run any more then.
   */
  public static void cancelled(Object wrapped) {
    PendingTask task = pending(wrapped);
    if (task != null) {
      task.cancelled();
    }
  }

  /** What the listeners of a wrapped task are told through, or null if it has none. */
  public static @Nullable PendingTask pending(Object wrapped) {
    return wrapped instanceof ContextWrapper<?> wrapper && wrapper.extras != null
        ? wrapper.extras.observation()
        : null;
  }

  /** What a wrapped task runs under, for code that runs on its behalf when it has ended. */
  public static CapturedContext captured(ContextTask wrapped) {
    ContextWrapper.Extras extras =
        wrapped instanceof ContextWrapper<?> wrapper ? wrapper.extras : null;
    return new CapturedContext(
        wrapped.context(), extras == null ? CarriedValues.NONE : extras.values());
  }

  /**
   * Wraps a task that is nothing of what {@link Propagation} can wrap. It is run by {@link
   * #run(ContextTask, Body, Object, Object)}.
   */
  public static ContextTask wrap(Propagation propagation, Object task) {
    return propagation.wrapOther(task);
  }

  /** Calls a method of what {@link #wrap} has wrapped, under what was captured. */
  @SuppressWarnings("unchecked") // a wrapper of a T
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(ContextTask wrapped, Body<? super T, A, B, R, X> body, A first, B second) throws X {
    return ((ContextWrapper<T>) wrapped).run(body, first, second);
  }

  /** Calls a method of the target under what was captured. */
  public static <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(CapturedContext captured, Body<? super T, A, B, R, X> body, T target, A first, B second)
          throws X {
    return captured.run(body, target, first, second);
  }

  /** Puts what was captured on the calling thread, until the result is restored. */
  public static Attachment attach(CapturedContext captured) {
    return captured.attach();
  }
}
