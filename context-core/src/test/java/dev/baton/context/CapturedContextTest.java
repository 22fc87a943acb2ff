package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.LogCapture;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CapturedContextTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  interface Listener {
    void message(String text);

    void closed();
  }

  // @start region="listener"
  /** Calls a listener under the context that it was registered under. */
  static final class ContextListener implements Listener {
    private final CapturedContext captured = Propagation.capturing().capture();
    private final Listener listener;

    ContextListener(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void message(String text) {
      captured.run(Listener::message, listener, text);
    }

    @Override
    public void closed() {
      captured.run(Listener::closed, listener);
    }
  }

  // @end

  private static CapturedContext of(Context context) {
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
    Propagation propagation = Propagation.capturing().with(CarriedThreadLocal.of(local));
    local.set("then");
    CapturedContext captured;
    try (Scope scope = A.makeCurrent()) {
      captured = propagation.capture();
    }
    local.set("now");
    AtomicReference<String> seen = new AtomicReference<>();
    captured.run(() -> seen.set(currentName() + " " + local.get()));
    assertThat(seen).hasValue("A then");
    assertThat(local.get()).isEqualTo("now");
    assertThat(captured.context()).isSameAs(A);
    assertThat(captured).hasToString("CapturedContext");
    local.remove();
  }

  @Test
  void callReturnsWhatTheCodeReturnsAndThrowsWhatItThrows() throws IOException {
    String name = of(A).call(() -> currentName()); // the compiler knows of no exception
    assertThat(name).isEqualTo("A");
    IOException failure = new IOException("on purpose");
    String read = of(A).call(() -> read(null));
    assertThat(read).isEqualTo("read under A");
    assertThatThrownBy(() -> of(A).call(() -> read(failure))).isSameAs(failure);
    assertThat(currentName()).isNull();
  }

  private static String read(IOException failure) throws IOException {
    if (failure != null) {
      throw failure;
    }
    return "read under " + currentName();
  }

  @Test
  void nullCodeIsRefusedByName() {
    assertThatNullPointerException().isThrownBy(() -> of(A).call(null)).withMessage("code");
    assertThatNullPointerException()
        .isThrownBy(() -> of(A).run((Runnable) null))
        .withMessage("code");
  }

  @Test
  void runInsideItselfAndInsideAnotherComesBackStepByStep() {
    List<String> seen = new ArrayList<>();
    Runnable look = () -> seen.add(currentName());
    of(A)
        .run(
            () ->
                of(B)
                    .run(
                        () -> {
                          of(A).run(look);
                          of(B).run(look);
                          look.run();
                        }));
    assertThat(seen).containsExactly("A", "B", "B");
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  @Tag("hostile")
  void scopeLeftOpenIsClosedAndReportedWithTheClassOfTheCode() {
    Runnable leaking = new LeaksAScope();
    try (LogCapture log = LogCapture.start()) {
      try (Scope scope = A.makeCurrent()) {
        of(A).run(leaking);
        assertThat(Context.current()).isSameAs(A);
      }
      of(A).run(leaking);
      assertThat(Context.current()).isSameAs(Context.root());
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("LeaksAScope")
          .doesNotContain("name=B");
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
