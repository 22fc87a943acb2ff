package dev.baton.executors.guava;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a wrapped listening executor answers is its delegate's. */
final class ListeningExecutorAnswersTest {
  private final ListeningExecutorService delegate =
      MoreExecutors.listeningDecorator(Executors.newSingleThreadExecutor());
  private final ExecutorService executor = ContextListeningExecutors.wrap(delegate);

  @AfterEach
  void close() {
    delegate.close();
  }

  @Test
  void invokeAnyGivesTheResult() throws Exception {
    List<Callable<String>> tasks = List.of(() -> "result");
    assertThat(executor.invokeAny(tasks)).isEqualTo("result");
    assertThat(executor.invokeAny(tasks, 30, TimeUnit.SECONDS)).isEqualTo("result");
  }

  @Test
  void stateIsTheDelegates() throws Exception {
    assertThat(executor.isShutdown()).isFalse();
    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void textNamesTheDelegate() {
    assertThat(executor).hasToString("ContextListeningExecutorService[" + delegate + "]");
  }

  @Test
  void scheduledFutureIsOrderedAmongWrappedOnesAndOthers() {
    try (ScheduledExecutorService raw = Executors.newScheduledThreadPool(1)) {
      ListeningScheduledExecutorService wrapped =
          ContextListeningExecutors.wrap(MoreExecutors.listeningDecorator(raw));
      ScheduledFuture<?> soon = wrapped.schedule(() -> {}, 1, TimeUnit.HOURS);
      ScheduledFuture<?> late = wrapped.schedule(() -> {}, 3, TimeUnit.HOURS);
      ScheduledFuture<?> between = raw.schedule(() -> {}, 2, TimeUnit.HOURS);
      assertThat(soon.compareTo(late)).isNegative();
      assertThat(soon.compareTo(between)).isNegative();
      assertThat(late.compareTo(between)).isPositive();
      raw.shutdownNow();
    }
  }
}
