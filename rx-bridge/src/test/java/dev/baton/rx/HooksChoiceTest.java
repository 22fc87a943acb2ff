package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Baton;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Installation;
import dev.baton.context.Installation.State;
import dev.baton.context.Installation.Step;
import dev.baton.context.Propagation;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who says what the hooks carry: whoever says so first, the program or {@link Baton}. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class HooksChoiceTest {
  private static final Context A = named("A");
  private static final Propagation CARRIES_A = Propagation.fixed(A);
  private static final Propagation CARRIES_B = Propagation.fixed(named("B"));

  private final LogCapture log = LogCapture.start();

  @BeforeEach
  void closeWhatTheStorageHasInstalled() {
    Baton.install().close();
  }

  @AfterEach
  void close() {
    Baton.install().close();
    RxContextHooks.install().close();
    log.close();
  }

  private static String carried() {
    StringBuilder name = new StringBuilder();
    RxJavaPlugins.onSchedule(() -> name.append(currentName())).run();
    return name.toString();
  }

  private static Step step(Installation installation) {
    return installation.steps().stream()
        .filter(step -> step.name().equals("RxJava hooks"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void choiceOfTheProgramStaysWhenBatonIsInstalledAndClosed() {
    RxContextHooks.install(CARRIES_A);
    for (Propagation propagation : new Propagation[] {Propagation.capturing(), CARRIES_B}) {
      try (Installation installation = Baton.install(propagation)) {
        assertThat(carried()).isEqualTo("A");
        assertThat(step(installation).state()).isEqualTo(State.NOT_INSTALLED);
        assertThat(step(installation).detail())
            .isEqualTo("they are there, with Propagation[fixed], which was chosen first and stays");
      }
      assertThat(carried()).isEqualTo("A");
    }
    assertThat(log.messages()).hasSize(2);
    assertThat(log.records()).noneMatch(record -> record.getThrown() != null);
  }

  @Test
  void choiceOfTheProgramStandsWhereBatonWasInstalledWithoutOne() {
    try (Installation installation = Baton.install()) {
      RxContextHooks.install(CARRIES_A);
      assertThat(carried()).isEqualTo("A");
      assertThat(step(installation).state()).isEqualTo(State.INSTALLED);
    }
    assertThat(carried()).isEqualTo("A");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void choiceOfBatonStaysAndTheLogSaysSo() {
    try (Installation installation = Baton.install(CARRIES_B)) {
      RxContextHooks.install(CARRIES_A);
      assertThat(carried()).isEqualTo("B");
      assertThat(log.messages())
          .containsExactly(
              "Baton: RxJava hooks not changed: they are there, with Propagation[fixed], which was"
                  + " chosen first and stays");
    }
    assertThat(CleanRx.installed()).isEmpty();
    RxContextHooks.install(CARRIES_A);
    assertThat(carried()).isEqualTo("A");
  }

  @Test
  void hooksOfTheProgramTakeTheChoiceOfBatonUntilThatIsClosed() {
    RxContextHooks.install();
    try (Installation installation = Baton.install(CARRIES_B)) {
      assertThat(carried()).isEqualTo("B");
      assertThat(step(installation).state()).isEqualTo(State.INSTALLED);
    }
    assertThat(carried()).isEqualTo("null");
    RxContextHooks.install(CARRIES_A);
    assertThat(carried()).isEqualTo("A");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void firstOfTwoChoicesOfTheProgramStaysUntilItIsClosed() {
    RxContextHooks hooks = RxContextHooks.install(CARRIES_A);
    assertThat(RxContextHooks.install(CARRIES_A)).isSameAs(hooks);
    assertThat(log.messages()).isEmpty();
    assertThat(RxContextHooks.install(CARRIES_B)).isSameAs(hooks);
    assertThat(carried()).isEqualTo("A");
    assertThat(log.messages()).hasSize(1);
    assertThat(log.records().get(0).getSourceClassName()).isEqualTo(getClass().getName());
    assertThat(log.records().get(0).getSourceMethodName())
        .isEqualTo("firstOfTwoChoicesOfTheProgramStaysUntilItIsClosed");
    hooks.close();
    RxContextHooks.install(CARRIES_B);
    assertThat(carried()).isEqualTo("B");
  }

  @Test
  void choiceThatCannotBePrintedIsKeptLikeAnyOther() {
    CarriedThreadLocal<?> unprintable =
        new CarriedThreadLocal<String>() {
          @Override
          public String get() {
            return null;
          }

          @Override
          public void set(String value) {}

          @Override
          public void clear() {}

          @Override
          public String toString() {
            throw new IllegalStateException("on purpose");
          }
        };
    RxContextHooks.install(CARRIES_A.with(unprintable));
    RxContextHooks.install(CARRIES_B);
    assertThat(carried()).isEqualTo("A");
    assertThat(log.messages().get(0)).contains("with another propagation");
  }
}
