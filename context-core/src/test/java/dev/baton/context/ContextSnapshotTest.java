package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContextSnapshotTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  interface Listener {
    void message(String text);

    void closed();
  }

  // @start region="listener"
  /** Calls a listener under the context that it was registered under. */
  static final class ContextListener implements Listener {
    private final ContextSnapshot snapshot = Propagation.capturing().capture();
    private final Listener listener;

    ContextListener(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void message(String text) {
      Object thread = ContextSnapshot.thread();
      Object before = snapshot.attach(thread);
      try {
        listener.message(text);
      } finally {
        snapshot.restore(thread, before, listener);
      }
    }

    @Override
    public void closed() {
      Object thread = ContextSnapshot.thread();
      Object before = snapshot.attach(thread);
      try {
        listener.closed();
      } finally {
        snapshot.restore(thread, before, listener);
      }
    }
  }

  // @end

  private static void under(ContextSnapshot snapshot, Runnable code) {
    Object thread = ContextSnapshot.thread();
    Object before = snapshot.attach(thread);
    try {
      code.run();
    } finally {
      snapshot.restore(thread, before, code);
    }
  }

  private static ContextSnapshot of(Context context) {
    return Propagation.fixed(context).capture();
  }

  @Test
  void eachMethodOfAWrappedListenerRunsUnderTheContextOfItsRegistration() {
    List<String> seen = new ArrayList<>();
    Listener wrapped;
    try (Scope scope = A.makeCurrent()) {
      wrapped =
          new ContextListener(
              new Listener() {
                @Override
                public void message(String text) {
                  seen.add(text + " " + currentName());
                }

                @Override
                public void closed() {
                  seen.add("closed " + currentName());
                }
              });
    }
    wrapped.message("1");
    try (Scope scope = B.makeCurrent()) {
      wrapped.message("2");
      wrapped.closed();
      seen.add(String.valueOf(currentName()));
    }
    assertThat(seen).containsExactly("1 A", "2 A", "closed A", "B");
  }

  @Test
  void captureTakesTheContextAndTheValuesOfNow() {
    ThreadLocal<String> local = new ThreadLocal<>();
    Propagation propagation = Propagation.capturing().with(ThreadLocalAccessor.of(local));
    local.set("then");
    ContextSnapshot snapshot;
    try (Scope scope = A.makeCurrent()) {
      snapshot = propagation.capture();
    }
    local.set("now");
    AtomicReference<String> seen = new AtomicReference<>();
    under(snapshot, () -> seen.set(currentName() + " " + local.get()));
    assertThat(seen).hasValue("A then");
    assertThat(local.get()).isEqualTo("now");
    assertThat(snapshot.context()).isSameAs(A);
    assertThat(snapshot).hasToString("ContextSnapshot[" + A + "]");
    local.remove();
  }

  @Test
  void attachInsideItselfAndInsideAnotherComesBackStepByStep() {
    List<String> seen = new ArrayList<>();
    Runnable look = () -> seen.add(currentName());
    under(
        of(A),
        () ->
            under(
                of(B),
                () -> {
                  under(of(A), look);
                  under(of(B), look);
                  look.run();
                }));
    assertThat(seen).containsExactly("A", "B", "B");
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void restoreInAnotherOrderThanAttachPutsTheThreadToTheStateGiven() {
    ContextSnapshot outer = of(A);
    ContextSnapshot inner = of(B);
    Object thread = ContextSnapshot.thread();
    Object beforeOuter = outer.attach(thread);
    Object beforeInner = inner.attach(thread);
    outer.restore(thread, beforeOuter, this);
    assertThat(Context.current()).isSameAs(Context.root());
    Object again = outer.attach(ContextSnapshot.thread());
    inner.restore(thread, beforeInner, this);
    assertThat(Context.current()).isSameAs(A);
    outer.restore(ContextSnapshot.thread(), again, this);
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  @Tag("slot")
  void restoreOnAnotherThreadLeavesTheScopesThatAreOpenThere() throws InterruptedException {
    ContextSnapshot snapshot = of(A);
    AtomicReference<Object> state = new AtomicReference<>();
    try (Scope scope = B.makeCurrent()) {
      Object thread = ContextSnapshot.thread();
      state.set(snapshot.attach(thread));
      snapshot.restore(thread, state.get(), this);
    }
    List<String> seen = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              try (Scope scope = A.makeCurrent()) {
                snapshot.restore(ContextSnapshot.thread(), state.get(), this);
                seen.add(currentName());
              }
              seen.add(String.valueOf(currentName()));
            });
    other.start();
    other.join();
    assertThat(seen).containsExactly("B", "null");
  }

  @Test
  @Tag("slot")
  void restoreWhereScopesAreOpenBeneathAnAttachmentLeavesThem() {
    ContextSnapshot snapshot = of(A);
    Object elsewhere = ThreadKind.PLATFORM.call(() -> snapshot.attach(ContextSnapshot.thread()));
    try (LogCapture log = LogCapture.start();
        Scope scope = B.makeCurrent()) {
      under(
          of(A),
          () -> {
            snapshot.restore(ContextSnapshot.thread(), elsewhere, this);
            assertThat(Context.current()).isSameAs(Context.root());
          });
      assertThat(Context.current()).isSameAs(B);
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  @Tag("slot")
  void attachmentToItselfThatIsRestoredLastDoesNotBringBackTheFirst() {
    ContextSnapshot snapshot = of(A);
    restoreFirstThenSecond(snapshot);
    assertThat(Context.current()).isSameAs(Context.root());
    try (LogCapture log = LogCapture.start();
        Scope scope = B.makeCurrent()) {
      restoreFirstThenSecond(snapshot);
      assertThat(Context.current()).isSameAs(B);
      assertThat(log.messages()).isEmpty();
    }
  }

  private void restoreFirstThenSecond(ContextSnapshot snapshot) {
    Object thread = ContextSnapshot.thread();
    Object first = snapshot.attach(thread);
    Object second = snapshot.attach(thread);
    snapshot.restore(thread, first, this);
    snapshot.restore(thread, second, this);
  }

  @Test
  @Tag("hostile")
  void scopeLeftOpenIsClosedAndReportedWithTheClassOfTheCode() {
    Runnable leaking = new LeaksAScope();
    try (LogCapture log = LogCapture.start()) {
      try (Scope scope = A.makeCurrent()) {
        under(of(A), leaking);
        assertThat(Context.current()).isSameAs(A);
      }
      under(of(A), leaking);
      assertThat(Context.current()).isSameAs(Context.root());
      assertThat(log.messages()).singleElement().asString().contains("LeaksAScope");
    }
  }

  private static final class LeaksAScope implements Runnable {
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void run() {
      B.makeCurrent();
    }
  }
}
