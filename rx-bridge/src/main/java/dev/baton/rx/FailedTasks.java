package dev.baton.rx;

import dev.baton.context.BatonInternal;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last task of each thread that failed, for the handler of {@link RxJavaPlugins#onError}.
 *
 * <p>A scheduler reports a failure on the thread of the task, right after it: from the method that
 * ran the task, and once more where that was run by another such method. So a report is one of the
 * task's if it is of the same object and comes from where the task was run. The object alone would
 * not do: it may be one that is thrown again and again, for this request and for others.
 *
 * <p>Holds nothing: a context may have the failure in it, as that of a span does. Whoever runs a
 * task has it while it reports the failure.
 */
final class FailedTasks {
  private static final Map<Thread, FailedTask> LAST =
      Collections.synchronizedMap(new WeakHashMap<>());
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final String RXJAVA = "io.reactivex.rxjava3.";
  private static final Set<String> OURS =
      Set.of(FailedTasks.class.getName(), RxTask.class.getName(), RxTask.Observed.class.getName());

  private FailedTasks() {}

  /**
   * A task and what it failed with.
   *
   * @param callers the methods that ran the task; empty if it was not RxJava that did, and so may
   *     report it from anywhere
   */
  private record FailedTask(
      WeakReference<RxTask> task, WeakReference<Throwable> failure, Set<String> callers) {

    @Nullable RxTask ifReportedBy(Throwable error) {
      try {
        return failedWith(error) && (callers.isEmpty() || callers.contains(reporter()))
            ? task.get()
            : null;
      } catch (Throwable noStack) { // the handler has to hear of it
        return null;
      }
    }

    /** Asks no other exception for its cause: it may be the user's, and answer as it likes. */
    private boolean failedWith(Throwable error) {
      return failure.refersTo(error)
          || (error instanceof UndeliverableException && failure.refersTo(error.getCause()));
    }
  }

  /** Called while the failure is thrown. */
  static void remember(RxTask task, Throwable failure) {
    try {
      LAST.put(
          Thread.currentThread(),
          new FailedTask(new WeakReference<>(task), new WeakReference<>(failure), callers()));
    } catch (Throwable t) {
      // no stack or no memory for it: the failure matters more than where it is reported
    }
  }

  /**
   * Has the handler hear of an error: if it is the failure of a task, under what that ran under.
   * The caller's context may be anybody's then, and otherwise it is that of the chain.
   */
  static void handle(Throwable error, Consumer<? super Throwable> handler) throws Throwable {
    FailedTask last = LAST.get(Thread.currentThread());
    RxTask task = last == null ? null : last.ifReportedBy(error);
    if (last == null || task == null) {
      handler.accept(error);
      return;
    }
    LAST.remove(Thread.currentThread());
    try {
      BatonInternal.run(
          task.captured(),
          (to, what, b) -> {
            to.accept(what);
            return null;
          },
          handler,
          error,
          null);
    } finally {
      if (!last.callers.isEmpty()) { // a task may have failed in the handler
        LAST.put(Thread.currentThread(), last);
      }
    }
  }

  /** The methods {@code run} and {@code call}, one right above the other, that ran the task. */
  private static Set<String> callers() {
    return STACK.walk(
        frames -> {
          Iterator<StackFrame> below =
              frames.dropWhile(frame -> OURS.contains(frame.getClassName())).iterator();
          Set<String> callers = new HashSet<>();
          while (below.hasNext()) {
            StackFrame frame = below.next();
            if (callers.isEmpty() ? !frame.getClassName().startsWith(RXJAVA) : !runsATask(frame)) {
              break;
            }
            callers.add(name(frame));
          }
          return callers;
        });
  }

  private static boolean runsATask(StackFrame frame) {
    return frame.getMethodName().equals("run") || frame.getMethodName().equals("call");
  }

  /** The method that called {@link RxJavaPlugins#onError}. */
  private static String reporter() {
    String plugins = RxJavaPlugins.class.getName();
    return STACK.walk(
        frames ->
            frames
                .dropWhile(frame -> !frame.getClassName().equals(plugins))
                .dropWhile(frame -> frame.getClassName().equals(plugins))
                .findFirst()
                .map(FailedTasks::name)
                .orElse(""));
  }

  private static String name(StackFrame frame) {
    return frame.getClassName() + '.' + frame.getMethodName();
  }
}
