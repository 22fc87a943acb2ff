package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Propagation;
import dev.baton.context.testing.RecordingListener;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad arguments: refused on the caller's thread, as the JDK does, and nothing is submitted. */
final class NullTaskTest {
  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
  private final RecordingListener listener = new RecordingListener();
  private final ScheduledExecutorService wrapped =
      ContextExecutors.wrap(pool, Propagation.capturing().with(listener));

  private interface Call {
    void on(ScheduledExecutorService executor) throws Exception;
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private void assertRefused(Call call) {
    assertNullPointerException(() -> call.on(pool));
    assertThat(pool.getTaskCount()).isZero();
    assertRefusedByWrapped(call);
  }

  private void assertRefusedByWrapped(Call call) {
    try (Scope scope = named("A").makeCurrent()) {
      Context before = Context.current();
      assertNullPointerException(() -> call.on(wrapped));
      assertThat(Context.current()).isSameAs(before);
    }
    assertNothingHappened();
  }

  private static void assertNullPointerException(ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call);
  }

  private void assertNothingHappened() {
    assertThat(pool.getTaskCount()).isZero();
    long submitted = listener.names().stream().filter("submitted"::equals).count();
    assertThat(listener.names()).hasSize((int) (2 * submitted)).doesNotContain("started");
  }

  @ParameterizedTest
  @EnumSource
  void nullTaskIsRefused(SubmitMethod method) {
    assertRefused(executor -> method.submit(executor, null));
    assertThat(listener.names()).isEmpty();
  }

  @Test
  void nullCollectionIsRefused() {
    Collection<Callable<String>> none = null;
    assertRefused(executor -> executor.invokeAll(none));
    assertRefused(executor -> executor.invokeAll(none, 1, TimeUnit.MINUTES));
    assertRefused(executor -> executor.invokeAny(none));
    assertRefused(executor -> executor.invokeAny(none, 1, TimeUnit.MINUTES));
    assertThat(listener.names()).isEmpty();
  }

  @Test
  void nullAmongTheTasksIsRefusedAndNoneOfThemRuns() {
    List<Callable<String>> tasks = Arrays.asList(() -> "first", null, () -> "third");
    assertRefusedByWrapped(executor -> executor.invokeAll(tasks));
    assertRefusedByWrapped(executor -> executor.invokeAll(tasks, 1, TimeUnit.MINUTES));
    assertRefusedByWrapped(executor -> executor.invokeAny(tasks));
    assertRefusedByWrapped(executor -> executor.invokeAny(tasks, 1, TimeUnit.MINUTES));
  }

  @Test
  void nullAmongTheTasksIsRefusedInTheWordsOfTheJdk() {
    List<Callable<String>> tasks = Arrays.asList(null, null);
    for (ScheduledExecutorService executor : List.of(pool, wrapped)) {
      assertThatNullPointerException()
          .isThrownBy(() -> executor.invokeAll(tasks))
          .withMessage(null);
      assertThatNullPointerException()
          .isThrownBy(() -> executor.invokeAny(tasks))
          .withMessage("task");
    }
  }

  @Test
  void nullUnitIsRefusedAndTheListenerHearsOfIt() {
    List<Callable<String>> tasks = List.of(() -> "only");
    assertRefused(executor -> executor.invokeAll(tasks, 1, null));
    assertRefused(executor -> executor.invokeAny(tasks, 1, null));
    assertRefused(executor -> executor.schedule(() -> {}, 1, null));
    assertRefused(executor -> executor.schedule(() -> "", 1, null));
    assertRefused(executor -> executor.scheduleAtFixedRate(() -> {}, 1, 1, null));
    assertRefused(executor -> executor.scheduleWithFixedDelay(() -> {}, 1, 1, null));
  }

  @Test
  void periodOfZeroIsRefusedAndTheListenerHearsOfIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wrapped.scheduleAtFixedRate(() -> {}, 0, 0, TimeUnit.SECONDS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wrapped.scheduleWithFixedDelay(() -> {}, 0, 0, TimeUnit.SECONDS));
    assertNothingHappened();
  }

  @Test
  void invokeAnyOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> wrapped.invokeAny(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wrapped.invokeAny(List.of(), 1, TimeUnit.MINUTES));
  }
}
