package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wrapping what is wrapped: what was captured first stays, listeners that are lacking are added.
 */
class RewrapTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ThreadLocal<String> first = new ThreadLocal<>();
  private final ThreadLocal<String> second = new ThreadLocal<>();
  private final CarriedThreadLocal<String> ofFirst = CarriedThreadLocal.of(first);
  private final CarriedThreadLocal<String> ofSecond = CarriedThreadLocal.of(second);
  private final List<String> seen = new ArrayList<>();
  private final Runnable task = this::look;

  private void look() {
    seen.add(currentName());
    seen.add(first.get());
    seen.add(second.get());
  }

  private void run(Runnable wrapped) {
    first.remove();
    second.remove();
    wrapped.run();
  }

  @ParameterizedTest
  @EnumSource
  void sameObjectComesBackWhereNothingIsLacking(WrapMethod method) {
    RecordingListener listener = new RecordingListener();
    Propagation full = Propagation.fixed(A).with(ofFirst).with(listener);
    for (Propagation propagation : List.of(Propagation.fixed(A), full)) {
      Object wrapped = method.wrapTask(propagation, () -> {});
      assertThat(rewrap(Propagation.capturing(), wrapped)).isSameAs(wrapped);
      assertThat(rewrap(Propagation.fixed(B), wrapped)).isSameAs(wrapped);
      assertThat(rewrap(propagation, wrapped)).isSameAs(wrapped);
    }
    assertThat(listener.names()).containsExactly("submitted");
  }

  private static Object rewrap(Propagation propagation, Object wrapped) {
    return switch (wrapped) {
      case ContextWrappers.ContextRunnable w -> propagation.wrap(w);
      case ContextWrappers.ContextCallable<?> w -> propagation.wrap(w);
      case ContextWrappers.ContextSupplier<?> w -> propagation.wrapSupplier(w);
      case ContextWrappers.ContextConsumer<?> w -> propagation.wrapConsumer(w);
      case ContextWrappers.ContextBiConsumer<?, ?> w -> propagation.wrapConsumer(w);
      case ContextWrappers.ContextUnaryOperator<?> w -> propagation.wrapOperator(w);
      case ContextWrappers.ContextBinaryOperator<?> w -> propagation.wrapOperator(w);
      case ContextWrappers.ContextFunction<?, ?> w -> propagation.wrapFunction(w);
      case ContextWrappers.ContextBiFunction<?, ?, ?> w -> propagation.wrapFunction(w);
      case ContextWrappers.ContextPredicate<?> w -> propagation.wrapPredicate(w);
      case ContextWrappers.ContextBiPredicate<?, ?> w -> propagation.wrapPredicate(w);
      case ContextSubscriber<?> w -> propagation.wrapSubscriber(w);
      default -> throw new AssertionError(wrapped);
    };
  }

  @Test
  void threadLocalIsNotAddedToATaskThatHasNone() {
    first.set("1");
    Runnable wrapped = Propagation.fixed(A).wrap(task);
    Runnable twice = Propagation.fixed(B).with(ofFirst).wrap(wrapped);
    assertThat(twice).isSameAs(wrapped);
    run(twice);
    assertThat(seen).containsExactly("A", null, null);
  }

  @Test
  void threadLocalIsNotAddedToATaskThatHasOthers() {
    first.set("1");
    second.set("2");
    Runnable wrapped = Propagation.fixed(A).with(ofFirst).wrap(task);
    first.set("later");
    run(Propagation.capturing().with(ofFirst, ofSecond).wrap(wrapped));
    assertThat(seen).containsExactly("A", "1", null);
  }

  @Test
  void threadLocalIsNotAddedAlongWithAListener() {
    first.set("1");
    RecordingListener listener = new RecordingListener();
    Runnable wrapped = Propagation.fixed(A).wrap(task);
    run(Propagation.capturing().with(ofFirst).with(listener).wrap(wrapped));
    assertThat(seen).containsExactly("A", null, null);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @Test
  void listenerIsAddedToATaskThatHasNone() {
    first.set("1");
    RecordingListener listener = new RecordingListener();
    Runnable wrapped = Propagation.fixed(A).with(ofFirst).wrap(task);
    run(Propagation.fixed(B).with(listener).wrap(wrapped));
    assertThat(seen).containsExactly("A", "1", null);
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events()).extracting(RecordingListener.Event::task).containsOnly(task);
    assertThat(listener.events()).extracting(RecordingListener.Event::context).containsOnly(A);
  }

  @Test
  void secondListenerIsToldTooAndTheFirstNotTwice() {
    RecordingListener listener = new RecordingListener("1");
    RecordingListener another = new RecordingListener("2");
    Runnable wrapped = Propagation.fixed(A).with(listener).wrap(task);
    run(Propagation.fixed(B).with(another).with(listener).wrap(wrapped));
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(another.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events().get(1).state()).isEqualTo("1");
    assertThat(another.events().get(1).state()).isEqualTo("2");
    assertThat(another.events()).extracting(RecordingListener.Event::context).containsOnly(A);
  }

  @Test
  void thirdListenerIsToldTooAndTheFirstTwoKeepTheirState() {
    List<RecordingListener> all =
        List.of(new RecordingListener("1"), new RecordingListener("2"), new RecordingListener("3"));
    Runnable wrapped = Propagation.fixed(A).with(all.get(0)).with(all.get(1)).wrap(task);
    run(Propagation.fixed(B).with(all.get(2)).wrap(wrapped));
    assertThat(all)
        .allSatisfy(
            listener ->
                assertThat(listener.names()).containsExactly("submitted", "started", "ended"))
        .extracting(listener -> listener.events().get(2).state())
        .containsExactly("1", "2", "3");
  }

  @Test
  void comparableTaskStaysComparable() {
    Runnable wrapped = Propagation.fixed(A).wrap(new Numbered(1));
    Runnable twice = Propagation.fixed(B).with(new RecordingListener()).wrap(wrapped);
    assertThat(twice).isNotSameAs(wrapped).isInstanceOf(Comparable.class);
  }

  @Test
  void wrappedTaskOfAnotherKindIsLeftAlone() {
    final class Foreign implements Runnable, ContextTask {
      @Override
      public void run() {}

      @Override
      public Context context() {
        return A;
      }

      @Override
      public Object unwrap() {
        return task;
      }
    }
    Runnable foreign = new Foreign();
    assertThat(Propagation.capturing().with(ofFirst).wrap(foreign)).isSameAs(foreign);
  }

  private record Numbered(int number) implements Runnable, Comparable<Numbered> {
    @Override
    public void run() {}

    @Override
    public int compareTo(Numbered other) {
      return Integer.compare(number, other.number);
    }
  }
}
