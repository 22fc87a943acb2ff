package dev.baton.micrometer;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.LogCapture;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MicrometerThreadLocalsTest {
  private static final Context A = named("A");

  private final ContextRegistry registry = new ContextRegistry();
  private final ThreadLocal<String> user = new ThreadLocal<>();
  private final ThreadLocal<String> language = new ThreadLocal<>();
  private final Propagation propagation =
      Propagation.capturing().with(MicrometerThreadLocals.registered(registry));

  // @start region="registered"
  static final Propagation WITH_OBSERVATION =
      Propagation.capturing().with(MicrometerThreadLocals.registered());

  // @end

  private Runnable asserting(String expectedUser, String expectedLanguage) {
    return propagation.wrap(
        () -> {
          assertThat(user.get()).isEqualTo(expectedUser);
          assertThat(language.get()).isEqualTo(expectedLanguage);
          user.set("left over");
          language.set("left over");
        });
  }

  private void set(String newUser, String newLanguage) {
    user.set(newUser);
    language.set(newLanguage);
  }

  private void assertHere(String expectedUser, String expectedLanguage) {
    assertThat(user.get()).isEqualTo(expectedUser);
    assertThat(language.get()).isEqualTo(expectedLanguage);
  }

  private void registerBoth() {
    registry.registerThreadLocalAccessor("user", user);
    registry.registerThreadLocalAccessor("language", language);
  }

  @Test
  void isEqualForTheSameRegistry() {
    assertThat(MicrometerThreadLocals.registered())
        .isEqualTo(MicrometerThreadLocals.registered(ContextRegistry.getInstance()))
        .hasSameHashCodeAs(MicrometerThreadLocals.registered())
        .isNotEqualTo(MicrometerThreadLocals.registered(registry));
    assertThat(WITH_OBSERVATION.with(MicrometerThreadLocals.registered()))
        .isSameAs(WITH_OBSERVATION);
    assertThat(WITH_OBSERVATION)
        .hasToString("Propagation[capturing, what is registered with Micrometer]");
  }

  @Test
  void valuesTravelAndTheThreadGetsItsOwnBack() {
    registerBoth();
    set("Ann", null);
    Runnable task = asserting("Ann", null);
    set("Bob", "German");
    task.run();
    assertHere("Bob", "German");
    set(null, null);
    task.run();
    assertHere(null, null);
  }

  @Test
  void accessorThatIsRegisteredLaterIsCarried() {
    registry.registerThreadLocalAccessor("user", user);
    set("Ann", "English");
    Runnable first = asserting("Ann", null);
    registry.registerThreadLocalAccessor("language", language);
    Runnable second = asserting("Ann", "English");
    set(null, null);
    first.run();
    second.run();
    assertHere(null, null);
  }

  @Test
  void accessorThatIsGoneOrInAnotherPlaceWhenTheTaskRuns() {
    registerBoth();
    set("Ann", "English");
    Runnable task = asserting("Ann", "English");
    registry.registerThreadLocalAccessor("user", user); // now behind the other
    set("Bob", "German");
    task.run();
    assertHere("Bob", "German");
    registry.removeThreadLocalAccessor("user");
    set("Ann", "English");
    Runnable without = propagation.wrap(() -> assertHere("Bob", "English"));
    set("Bob", "German");
    without.run();
    assertHere("Bob", "German");
  }

  @Test
  void accessorThatIsRegisteredOrRemovedByTheTaskIsRestoredIfItWasSet() {
    registerBoth();
    set("Ann", "English");
    Runnable task =
        propagation.wrap(
            () -> {
              registry.removeThreadLocalAccessor("user");
              registry.registerThreadLocalAccessor(new Counting());
              user.set("left over");
            });
    set("Bob", "German");
    task.run();
    assertHere("Bob", "German");
    assertThat(Counting.RESTORED).hasValue(0);
  }

  private static final class Counting implements ThreadLocalAccessor<String> {
    static final AtomicInteger RESTORED = new AtomicInteger();

    @Override
    public Object key() {
      return "counting";
    }

    @Override
    public String getValue() {
      return "value";
    }

    @Override
    public void setValue(String value) {}

    @Override
    public void setValue() {}

    @Override
    public void restore(String previous) {
      RESTORED.incrementAndGet();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"getValue", "setValue", "restore"})
  void accessorThatThrowsIsLoggedAndTheOthersGoOn(String method) {
    registry.registerThreadLocalAccessor("user", user);
    registry.registerThreadLocalAccessor(new Failing(method));
    registry.registerThreadLocalAccessor("language", language);
    set("Ann", "English");
    Runnable task = asserting("Ann", "English");
    set("Bob", "German");
    try (LogCapture log = LogCapture.start()) {
      task.run();
      task.run();
    }
    assertHere("Bob", "German");
  }

  /** Fails in one of its methods, with an exception that cannot be printed. */
  private record Failing(String method) implements ThreadLocalAccessor<String> {
    private void call(String called) {
      if (called.equals(method)) {
        throw new ArithmeticException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };
      }
    }

    @Override
    public Object key() {
      return "failing";
    }

    @Override
    public String getValue() {
      call("getValue");
      return "value";
    }

    @Override
    public void setValue(String value) {
      call("setValue");
    }

    @Override
    public void setValue() {
      call("setValue");
    }

    @Override
    public void restore(String previous) {
      call("restore");
    }
  }

  @Test
  void whatFailedToBeSetIsNotTakenOff() {
    AtomicInteger depth = new AtomicInteger();
    registry.registerThreadLocalAccessor(
        "scopes",
        () -> depth.get() == 0 ? null : depth.get(),
        value -> {
          throw new IllegalStateException("on purpose");
        },
        depth::decrementAndGet);
    depth.set(1);
    Runnable task = propagation.wrap((Runnable) () -> assertThat(depth).hasValue(1));
    try (LogCapture log = LogCapture.start()) {
      task.run();
    }
    assertThat(depth).hasValue(1);
  }

  @Test
  void openTelemetrysContextIsNotCarriedTwice() {
    AtomicInteger set = new AtomicInteger();
    registry.registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
    registry.registerThreadLocalAccessor(
        "context", Context::current, context -> set.incrementAndGet(), set::incrementAndGet);
    try (Scope scope = A.makeCurrent()) {
      propagation.wrap((Runnable) () -> assertThat(Context.current()).isSameAs(A)).run();
    }
    propagation.wrap((Runnable) () -> assertThat(Context.current()).isSameAs(Context.root())).run();
    assertThat(set).hasValue(0);
  }
}
