package dev.baton.spring;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import java.lang.StackWalker.StackFrame;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Has a task run under the context of its submitter, whose thread calls this; and a periodic one
 * under root. The decorator that was there before, the user's or Boot's, decorates inside of that
 * and may add to it. Micrometer's goes outside: it makes the Observation's span current, and the
 * submitter's may be another one.
 */
final class ContextTaskDecorator implements TaskDecorator {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** As far as a task of a trigger is from {@link #decorate}. */
  private static final int FRAMES = 12;

  private static final String TRIGGER =
      "org.springframework.scheduling.concurrent.ReschedulingRunnable";

  private final Propagation propagation;
  private final @Nullable TaskDecorator other;

  ContextTaskDecorator(Propagation propagation, @Nullable TaskDecorator other) {
    this.propagation = propagation;
    this.other = other;
  }

  @Override
  public Runnable decorate(Runnable task) {
    Propagation carried = isRepeated(task) ? BatonInternal.periodic(propagation) : propagation;
    if (other == null) {
      return carried.wrap(task);
    }
    return other instanceof ContextPropagatingTaskDecorator
        ? other.decorate(carried.wrap(task))
        : carried.wrap(other.decorate(task));
  }

  /** A scheduler's task tells; that of a trigger is scheduled anew by itself each time. */
  private static boolean isRepeated(Runnable task) {
    return task instanceof RunnableScheduledFuture<?> scheduled
        && (scheduled.isPeriodic()
            || (Context.current() != Context.root() && isScheduledByTrigger()));
  }

  private static boolean isScheduledByTrigger() {
    return WALKER.walk(
        frames -> frames.limit(FRAMES).map(StackFrame::getClassName).anyMatch(TRIGGER::equals));
  }

  /** For the endpoint. */
  @Override
  public String toString() {
    return other == null ? "decorated" : "decorated, together with " + other.getClass().getName();
  }
}
