package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the other modules need of this one. */
class BatonInternalTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final CarriedThreadLocal<String> carried = CarriedThreadLocal.of(local);
  private final RecordingListener listener = new RecordingListener();

  @Test
  void andCapturesWhatTheFirstDoesAndHasWhatBothCarry() {
    RecordingListener second = new RecordingListener();
    local.set("captured");
    Propagation both =
        BatonInternal.and(
            Propagation.fixed(A).with(listener),
            Propagation.fixed(B).with(carried).with(second).with(listener));
    local.set("here");
    assertThat(both.wrapSupplier(() -> currentName() + ", " + local.get()).get())
        .isEqualTo("A, captured");
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(second.names()).containsExactly("submitted", "started", "ended");
    assertThat(BatonInternal.hasListener(both)).isTrue();
    assertThat(BatonInternal.hasListener(Propagation.fixed(A))).isFalse();
  }

  @Test
  void withoutTakesListenersOutAndLeavesTheRest() {
    RecordingListener second = new RecordingListener();
    Propagation both = Propagation.fixed(A).with(carried).with(listener).with(second);
    local.set("captured");
    Propagation one = BatonInternal.without(both.once(), heard -> heard == listener);
    assertThat(one.wrapSupplier(() -> currentName() + ", " + local.get()).get())
        .isEqualTo("A, null");
    assertThat(listener.names()).isEmpty();
    assertThat(second.names()).containsExactly("submitted", "started", "ended");
    assertThat(BatonInternal.without(one, heard -> heard == listener)).isSameAs(one);
  }

  @Test
  void periodicIsRootInsteadOfCapturing() {
    assertThat(BatonInternal.periodic(Propagation.capturing())).hasToString("Propagation[root]");
  }

  @Test
  void capturedOfATaskHasItsContextAndItsValuesAndNoListener() {
    local.set("captured");
    ContextTask withValues = wrap(Propagation.fixed(A).with(carried).with(listener));
    ContextTask withListener = wrap(Propagation.fixed(A).with(listener));
    ContextTask withNothing = wrap(Propagation.fixed(A));
    local.set("here");
    assertThat(seenUnder(withValues)).isEqualTo("A, captured");
    assertThat(seenUnder(withListener)).isEqualTo("A, here");
    assertThat(seenUnder(withNothing)).isEqualTo("A, here");
    assertThat(seenUnder(new ForeignTask(B))).isEqualTo("B, here");
    assertThat(listener.names()).containsExactly("submitted", "submitted");
  }

  private static ContextTask wrap(Propagation propagation) {
    return (ContextTask) propagation.wrap((Runnable) () -> {});
  }

  private String seenUnder(ContextTask task) {
    return BatonInternal.captured(task).call(() -> currentName() + ", " + local.get());
  }

  private record ForeignTask(Context context) implements ContextTask {
    @Override
    public Object unwrap() {
      return this;
    }
  }

  @Test
  void taskOfAnyKindIsWrappedAndRun() {
    UnaryOperator<String> task = text -> text + " under " + currentName();
    ContextTask wrapped = BatonInternal.wrap(Propagation.fixed(A).with(listener), task);
    assertThat(wrapped.unwrap()).isSameAs(task);
    String result =
        BatonInternal.run(
            wrapped, (UnaryOperator<String> it, String text, Void b) -> it.apply(text), "1", null);
    assertThat(result).isEqualTo("1 under A");
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @Test
  void methodIsCalledUnderWhatWasCaptured() {
    String result =
        BatonInternal.run(
            Propagation.fixed(A).capture(),
            (String target, String text, Void b) -> target + text + currentName(),
            "1",
            "2",
            null);
    assertThat(result).isEqualTo("12A");
  }
}
