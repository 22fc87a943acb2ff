package dev.baton.races;

import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of a task. */
final class Hearing implements TaskListener {
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  @Override
  public void started(Object task, Context context, @Nullable Object state) {
    heard.add("started");
  }

  @Override
  public void ended(
      Object task, Context context, @Nullable Object state, @Nullable Throwable failure) {
    heard.add("ended");
  }

  @Override
  public void rejected(
      Object task, Context context, @Nullable Object state, RejectedExecutionException reason) {
    heard.add("rejected");
  }

  @Override
  public void cancelled(Object task, Context context, @Nullable Object state) {
    heard.add("cancelled");
  }

  /** All that was heard, sorted. */
  @Override
  public String toString() {
    return String.join(" ", heard.stream().sorted().toList());
  }
}
