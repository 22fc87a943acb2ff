package dev.baton.context;

import io.opentelemetry.context.Context;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Two listeners as one; a failure of either is not noticed by the other. */
final class TaskListeners implements TaskListener {
  private final TaskListener first;
  private final TaskListener second;

  TaskListeners(TaskListener first, TaskListener second) {
    this.first = first;
    this.second = second;
  }

  private record States(@Nullable Object first, @Nullable Object second) {}

  @Override
  public Object submitted(Object task, Context context) {
    @Nullable Object[] states = new @Nullable Object[2];
    guard(first, "submitted", () -> states[0] = first.submitted(task, context));
    guard(second, "submitted", () -> states[1] = second.submitted(task, context));
    return new States(states[0], states[1]);
  }

  @Override
  public void started(Object task, Context context, @Nullable Object state) {
    both(state, "started", (listener, own) -> listener.started(task, context, own.state()));
  }

  @Override
  public void ended(
      Object task, Context context, @Nullable Object state, @Nullable Throwable failure) {
    both(state, "ended", (listener, own) -> listener.ended(task, context, own.state(), failure));
  }

  @Override
  public void rejected(
      Object task, Context context, @Nullable Object state, RejectedExecutionException reason) {
    both(
        state,
        "rejected",
        (listener, own) -> listener.rejected(task, context, own.state(), reason));
  }

  @Override
  public void cancelled(Object task, Context context, @Nullable Object state) {
    both(state, "cancelled", (listener, own) -> listener.cancelled(task, context, own.state()));
  }

  @Override
  public void leaked(Object task, Context context, @Nullable Object state, Context leftOpen) {
    both(state, "leaked", (listener, own) -> listener.leaked(task, context, own.state(), leftOpen));
  }

  private record Own(@Nullable Object state) {}

  private void both(@Nullable Object state, String event, BiConsumer<TaskListener, Own> call) {
    States states = state instanceof States both ? both : new States(null, null);
    guard(first, event, () -> call.accept(first, new Own(states.first())));
    guard(second, event, () -> call.accept(second, new Own(states.second())));
  }

  private static void guard(TaskListener listener, String event, Runnable call) {
    try {
      call.run();
    } catch (Throwable t) {
      Reports.userCodeFailed(listener, event, t);
    }
  }

  @Override
  public String toString() {
    return first + ", " + second;
  }
}
