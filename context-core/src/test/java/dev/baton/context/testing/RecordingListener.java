package dev.baton.context.testing;

import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;

/** Remembers all that it is told. */
public final class RecordingListener implements TaskListener {

  /** One call. What the method does not have is null; {@code current} is the current context. */
  public record Event(
      String name, Object task, Context context, Object state, Object detail, Context current) {}

  private final Object state;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  public RecordingListener() {
    this(new Object());
  }

  /**
   * @param state what {@link #submitted} returns
   */
  public RecordingListener(Object state) {
    this.state = state;
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public List<String> names() {
    return events.stream().map(Event::name).toList();
  }

  private void add(String name, Object task, Context context, Object ownState, Object detail) {
    events.add(new Event(name, task, context, ownState, detail, Context.current()));
  }

  @Override
  public Object submitted(Object task, Context context) {
    add("submitted", task, context, null, null);
    return state;
  }

  @Override
  public void started(Object task, Context context, Object ownState) {
    add("started", task, context, ownState, null);
  }

  @Override
  public void ended(Object task, Context context, Object ownState, Throwable failure) {
    add("ended", task, context, ownState, failure);
  }

  @Override
  public void rejected(
      Object task, Context context, Object ownState, RejectedExecutionException reason) {
    add("rejected", task, context, ownState, reason);
  }

  @Override
  public void cancelled(Object task, Context context, Object ownState) {
    add("cancelled", task, context, ownState, null);
  }

  @Override
  public void leaked(Object task, Context context, Object ownState, Context leftOpen) {
    add("leaked", task, context, ownState, leftOpen);
  }
}
