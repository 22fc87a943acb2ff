package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PropagationTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final CarriedThreadLocal<String> accessor = CarriedThreadLocal.of(local);

  /** What a task sees that is wrapped now and run under nothing. */
  private String seenBy(Propagation propagation) {
    Supplier<String> supplier = propagation.wrapSupplier(() -> currentName() + ", " + local.get());
    String before = local.get();
    local.set("the runner's");
    try (Scope scope = Context.root().makeCurrent()) {
      return supplier.get();
    } finally {
      local.set(before);
    }
  }

  @Test
  void exampleOfTheDocs() {
    Function<String, String> wrapped;
    Runnable theRequests;
    Runnable nobodys;
    try (Scope scope = A.makeCurrent()) {
      // @start region="propagation"
      // A callback that somebody else will run: under the context that is current here and now.
      Function<String, String> callback =
          Propagation.capturing().wrapFunction(key -> key + " under " + Context.current());

      // Always the same context; and none at all.
      Runnable task = () -> System.out.println(Context.current());
      Runnable ofARequest = Propagation.fixed(Context.current()).wrap(task);
      Runnable ofNobody = Propagation.root().wrap(task);
      // @end
      wrapped = callback;
      theRequests = ofARequest;
      nobodys = ofNobody;
    }
    assertThat(wrapped.apply("key")).isEqualTo("key under " + A);
    assertThat(((ContextTask) theRequests).context()).isSameAs(A);
    assertThat(((ContextTask) nobodys).context()).isSameAs(Context.root());
  }

  @Test
  void capturingTakesWhatIsCurrentAtEachWrapping() {
    Propagation propagation = Propagation.capturing().with(accessor);
    try (Scope scope = A.makeCurrent()) {
      local.set("1");
      assertThat(seenBy(propagation)).isEqualTo("A, 1");
    }
    try (Scope scope = B.makeCurrent()) {
      local.set("2");
      assertThat(seenBy(propagation)).isEqualTo("B, 2");
    }
    local.remove();
    assertThat(seenBy(propagation)).isEqualTo("null, null");
  }

  @Test
  void fixedTakesTheSameContextAndTheValuesOfWhenItsAccessorsWereAdded() {
    local.set("1");
    Propagation propagation = Propagation.fixed(A).with(accessor);
    local.set("2");
    try (Scope scope = B.makeCurrent()) {
      assertThat(seenBy(propagation)).isEqualTo("A, 1");
      ThreadLocal<String> another = new ThreadLocal<>();
      assertThat(seenBy(propagation.with(CarriedThreadLocal.of(another)))).isEqualTo("A, 1");
    }
  }

  @Test
  void rootTakesNothingAndClearsTheAccessors() {
    local.set("1");
    try (Scope scope = A.makeCurrent()) {
      assertThat(seenBy(Propagation.root().with(accessor))).isEqualTo("null, null");
      assertThat(seenBy(Propagation.root())).isEqualTo("null, the runner's");
    }
  }

  @Test
  void capturedTakesOnceWhatIsCurrentNow() {
    local.set("1");
    Propagation captured;
    try (Scope scope = A.makeCurrent()) {
      captured = Propagation.capturing().with(accessor).once();
    }
    local.set("2");
    try (Scope scope = B.makeCurrent()) {
      assertThat(seenBy(captured)).isEqualTo("A, 1");
    }
  }

  @Test
  void capturedIsTheSameWhereThereIsNothingToCapture() {
    Propagation fixed = Propagation.fixed(A);
    assertThat(fixed.once()).isSameAs(fixed);
    assertThat(Propagation.root().once()).isSameAs(Propagation.root());
  }

  @Test
  void periodicTakesNothingInsteadOfCapturing() {
    RecordingListener listener = new RecordingListener();
    local.set("1");
    try (Scope scope = A.makeCurrent()) {
      Propagation periodic = Propagation.capturing().with(accessor).with(listener).periodic();
      assertThat(seenBy(periodic)).isEqualTo("null, null");
    }
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
  }

  @Test
  void periodicIsTheSameWhereNothingIsCaptured() {
    Propagation fixed = Propagation.fixed(A);
    assertThat(fixed.periodic()).isSameAs(fixed);
    assertThat(Propagation.root().periodic()).isSameAs(Propagation.root());
    Propagation captured = Propagation.capturing().once();
    assertThat(captured.periodic()).isSameAs(captured);
  }

  @Test
  void accessorEqualToOneThatIsThereIsLeftOut() {
    local.set("1");
    Propagation once = Propagation.fixed(A).with(accessor);
    local.set("2");
    Propagation twice = once.with(CarriedThreadLocal.of(local));
    assertThat(seenBy(twice)).isEqualTo("A, 1");
    assertThat(twice).hasToString(once.toString());
    assertThat(Propagation.capturing().with(accessor, accessor))
        .hasToString(Propagation.capturing().with(accessor).toString());
  }

  @Test
  void withLeavesTheOriginalAsItWas() {
    Propagation original = Propagation.capturing();
    original.with(accessor).with(new RecordingListener());
    local.set("1");
    assertThat(seenBy(original)).isEqualTo("null, the runner's");
    assertThat(original.hasListener()).isFalse();
    assertThat(original).isSameAs(Propagation.capturing());
  }

  @Test
  void saysWhetherItHasAListener() {
    Propagation with = Propagation.capturing().with(new RecordingListener());
    assertThat(with.hasListener()).isTrue();
    assertThat(with.once().hasListener()).isTrue();
    assertThat(with.periodic().hasListener()).isTrue();
    assertThat(with.with(accessor).hasListener()).isTrue();
  }

  @Test
  void toStringNamesWhatIsCarried() {
    TaskListener listener =
        new TaskListener() {
          @Override
          public String toString() {
            return "listener";
          }
        };
    assertThat(Propagation.capturing()).hasToString("Propagation[capturing]");
    assertThat(Propagation.root()).hasToString("Propagation[root]");
    assertThat(Propagation.fixed(A)).hasToString("Propagation[fixed]");
    assertThat(
            Propagation.capturing()
                .with(CarriedThreadLocal.slf4jMdc())
                .with(listener)
                .with(listener))
        .hasToString("Propagation[capturing, SLF4J's MDC, listener]");
  }

  @Test
  void nullsAreRefusedByName() {
    Propagation propagation = Propagation.capturing();
    assertThatNullPointerException()
        .isThrownBy(() -> Propagation.fixed(null))
        .withMessage("context");
    assertThatNullPointerException()
        .isThrownBy(() -> propagation.with((CarriedThreadLocal<?>) null))
        .withMessage("threadLocal");
    assertThatNullPointerException()
        .isThrownBy(() -> propagation.with((CarriedThreadLocal<?>[]) null))
        .withMessage("threadLocals");
    assertThatNullPointerException()
        .isThrownBy(() -> propagation.with((TaskListener) null))
        .withMessage("listener");
    assertThatNullPointerException()
        .isThrownBy(() -> CarriedThreadLocal.of(null))
        .withMessage("threadLocal");
  }
}
