package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.RecordingListener.Event;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaskListenerTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context LEFT_OPEN = named("left open");

  private final RecordingListener listener = new RecordingListener("state");
  private final RecordingListener second = new RecordingListener("the second's state");
  private final IllegalStateException failure = new IllegalStateException("on purpose");
  private final RejectedExecutionException reason = new RejectedExecutionException("full");

  private void fail() {
    throw failure;
  }

  @ParameterizedTest
  @EnumSource
  void hearsOfATaskInOrder(WrapMethod method) {
    ContextTask wrapped;
    try (Scope scope = B.makeCurrent()) {
      wrapped = method.wrapTask(Propagation.fixed(A).with(listener), () -> {});
    }
    ThreadKind.PLATFORM.run(() -> method.run(wrapped));
    Object task = wrapped.unwrap();
    assertThat(listener.events())
        .containsExactly(
            new Event("submitted", task, A, null, null, B),
            new Event("started", task, A, "state", null, A),
            new Event("ended", task, A, "state", null, A));
  }

  @ParameterizedTest
  @EnumSource
  void hearsOfAFailure(WrapMethod method) {
    Object wrapped = method.wrapTask(Propagation.fixed(A).with(listener), this::fail);
    assertThatThrownBy(() -> method.run(wrapped)).isSameAs(failure);
    Event ended = listener.events().get(2);
    assertThat(ended.name()).isEqualTo("ended");
    assertThat(ended.detail()).isSameAs(failure);
  }

  @Test
  void hearsOfEachRunOfOneTask() {
    Runnable task = Propagation.fixed(A).with(listener).wrap((Runnable) () -> {});
    task.run();
    task.run();
    assertThat(listener.names())
        .containsExactly("submitted", "started", "ended", "started", "ended");
  }

  @Test
  @Tag("hostile")
  void hearsOfAScopeLeftOpenWhenTheThreadHasBeenPutBack() {
    try (LogCapture log = LogCapture.start();
        Scope scope = B.makeCurrent()) {
      Runnable task = () -> open(LEFT_OPEN);
      Propagation.fixed(A).with(listener).with(second).wrap(task).run();
      assertThat(listener.names()).containsExactly("submitted", "started", "ended", "leaked");
      assertThat(listener.events().get(3))
          .isEqualTo(new Event("leaked", task, A, "state", LEFT_OPEN, B));
      assertThat(second.names()).containsExactly("submitted", "started", "ended", "leaked");
    }
  }

  @Test
  void hearsOfARejectionOnce() {
    Runnable task = () -> {};
    ContextTask wrapped = (ContextTask) Propagation.fixed(A).with(listener).wrap(task);
    BatonInternal.rejected(wrapped, reason);
    BatonInternal.rejected(wrapped, reason);
    BatonInternal.cancelled(wrapped);
    assertThat(listener.names()).containsExactly("submitted", "rejected");
    assertThat(listener.events().get(1))
        .isEqualTo(new Event("rejected", task, A, "state", reason, Context.root()));
  }

  @Test
  void hearsOfACancellationOnce() {
    Runnable task = () -> {};
    ContextTask wrapped = (ContextTask) Propagation.fixed(A).with(listener).wrap(task);
    BatonInternal.cancelled(wrapped);
    BatonInternal.cancelled(wrapped);
    BatonInternal.rejected(wrapped, reason);
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
    assertThat(listener.events().get(1))
        .isEqualTo(new Event("cancelled", task, A, "state", null, Context.root()));
  }

  @Test
  void hearsOfNoCancellationOfATaskThatHasStarted() {
    Runnable task = Propagation.fixed(A).with(listener).wrap((Runnable) () -> {});
    task.run();
    BatonInternal.cancelled(task);
    BatonInternal.rejected(task, reason);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @Test
  void taskThatItsSubmitterHasCancelledDoesNotRunAnyMore() {
    List<String> ran = new ArrayList<>();
    Runnable task = Propagation.fixed(A).with(listener).wrap(() -> note(ran));
    BatonInternal.cancelled(task);
    task.run();
    assertThat(ran).isEmpty();
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @Test
  void hearsNothingMoreOfATaskThatItsExecutorHasDroppedAndThatRunsElsewhere() {
    List<String> ran = new ArrayList<>();
    Runnable task = Propagation.fixed(A).with(listener).wrap(() -> note(ran));
    Objects.requireNonNull(BatonInternal.pending(task)).dropped();
    task.run();
    assertThat(ran).containsExactly("A");
    assertThat(listener.names()).containsExactly("submitted", "cancelled");
  }

  @Test
  void hearsNothingMoreOfATaskThatRunsThoughItWasRejected() {
    List<String> ran = new ArrayList<>();
    Runnable task = Propagation.fixed(A).with(listener).wrap(() -> note(ran));
    BatonInternal.rejected(task, reason);
    task.run();
    assertThat(ran).containsExactly("A");
    assertThat(listener.names()).containsExactly("submitted", "rejected");
  }

  private static void note(List<String> names) {
    names.add(currentName());
  }

  @Test
  void rejectionAndCancellationAreIgnoredWhereThereIsNoListener() {
    ContextTask wrapped = (ContextTask) Propagation.fixed(A).wrap((Runnable) () -> {});
    BatonInternal.rejected(wrapped, reason);
    BatonInternal.cancelled(wrapped);
    ((Runnable) wrapped).run();
  }

  @Test
  void severalListenersHearInOrderAndEachGetsItsOwnState() {
    StringBuilder order = new StringBuilder();
    Propagation propagation =
        Propagation.fixed(A)
            .with(new Ordered("1", order))
            .with(new Ordered("2", order))
            .with(new Ordered("3", order));
    propagation.wrap((Runnable) () -> order.append("run ")).run();
    assertThat(order)
        .hasToString("s1 s2 s3 started1:1 started2:2 started3:3 run ended1:1 ended2:2 ended3:3 ");
  }

  private record Ordered(String name, StringBuilder order) implements TaskListener {
    @Override
    public Object submitted(Object task, Context context) {
      order.append('s').append(name).append(' ');
      return name;
    }

    @Override
    public void started(Object task, Context context, Object state) {
      order.append("started").append(name).append(':').append(state).append(' ');
    }

    @Override
    public void ended(Object task, Context context, Object state, Throwable failure) {
      order.append("ended").append(name).append(':').append(state).append(' ');
    }
  }

  /** Throws in one of its methods. */
  private record Throwing(String method) implements TaskListener {
    private void maybeThrow(String here) {
      if (here.equals(method)) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public Object submitted(Object task, Context context) {
      maybeThrow("submitted");
      return null;
    }

    @Override
    public void started(Object task, Context context, Object state) {
      maybeThrow("started");
    }

    @Override
    public void ended(Object task, Context context, Object state, Throwable failure) {
      maybeThrow("ended");
    }

    @Override
    public void rejected(
        Object task, Context context, Object state, RejectedExecutionException reason) {
      maybeThrow("rejected");
    }

    @Override
    public void cancelled(Object task, Context context, Object state) {
      maybeThrow("cancelled");
    }

    @Override
    public void leaked(Object task, Context context, Object state, Context leftOpen) {
      maybeThrow("leaked");
    }
  }

  static Stream<Arguments> throwingListeners() {
    return Stream.of("submitted", "started", "ended", "rejected", "cancelled", "leaked")
        .map(method -> argumentSet("in " + method, new Throwing(method)));
  }

  @ParameterizedTest
  @MethodSource("throwingListeners")
  void oneThatThrowsDisturbsNeitherTheTaskNorTheOthers(TaskListener throwing) {
    Propagation alone = Propagation.fixed(A).with(throwing);
    try (LogCapture log = LogCapture.start()) {
      for (Propagation p :
          List.of(
              alone,
              alone.with(listener),
              Propagation.fixed(A).with(second).with(throwing).with(listener))) {
        assertThat(p.wrapSupplier(() -> currentName()).get()).isEqualTo("A");
        BatonInternal.rejected(p.wrap((Runnable) () -> {}), reason);
        BatonInternal.cancelled(p.wrap((Runnable) () -> {}));
      }
    }
    assertThat(listener.names())
        .containsSubsequence("submitted", "started", "ended", "submitted", "rejected")
        .containsSubsequence("submitted", "cancelled")
        .hasSize(2 * (3 + 2 + 2));
    assertThat(second.names()).hasSize(3 + 2 + 2);
    assertThat(currentName()).isNull();
  }

  @ParameterizedTest
  @MethodSource("throwingListeners")
  @Tag("hostile")
  void oneThatThrowsDoesNotKeepALeakFromBeingRepairedAndTold(TaskListener throwing) {
    try (LogCapture log = LogCapture.start()) {
      Propagation.fixed(A)
          .with(throwing)
          .with(listener)
          .wrap((Runnable) () -> open(LEFT_OPEN))
          .run();
    }
    assertThat(listener.names()).containsExactly("submitted", "started", "ended", "leaked");
    assertThat(currentName()).isNull();
  }

  @Test
  void oneThatThrowsIsReportedOnce() {
    TaskListener throwing =
        new TaskListener() {
          @Override
          public void started(Object task, Context context, Object state) {
            fail();
          }

          @Override
          public void ended(Object task, Context context, Object state, Throwable ofTask) {
            fail();
          }
        };
    try (LogCapture log = LogCapture.start()) {
      Runnable task = Propagation.fixed(A).with(throwing).wrap((Runnable) () -> {});
      task.run();
      task.run();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains(throwing.getClass().getName(), "started");
      assertThat(log.records().get(0).getThrown()).isSameAs(failure);
    }
  }
}
