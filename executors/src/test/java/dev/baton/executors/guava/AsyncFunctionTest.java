package dev.baton.executors.guava;

import static com.google.common.util.concurrent.Futures.immediateFailedFuture;
import static com.google.common.util.concurrent.Futures.immediateFuture;
import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.util.concurrent.AsyncFunction;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** What Guava says of an {@link AsyncFunction}, it says of one that is wrapped. */
final class AsyncFunctionTest {
  private final Deque<Runnable> accepted = new ArrayDeque<>();

  private static <A> AsyncFunction<A, String> named(String name, ListenableFuture<String> result) {
    return new AsyncFunction<>() {
      @Override
      public ListenableFuture<String> apply(A argument) {
        return result;
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  private static Throwable failure(ListenableFuture<?> future) {
    return catchThrowable(future::get).getCause();
  }

  @Test
  void transformAsyncSaysThatTheFunctionReturnedNull() {
    ListenableFuture<String> source = immediateFuture("value");
    AsyncFunction<String, String> function = named("the function", null);
    Throwable raw = failure(Futures.transformAsync(source, function, directExecutor()));
    assertThat(raw).hasMessageContaining("the function");
    assertThat(failure(ContextFluentFuture.wrap(source).transformAsync(function, directExecutor())))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(raw.getMessage());
  }

  @Test
  void catchingAsyncSaysThatTheFunctionReturnedNull() {
    ListenableFuture<String> source = immediateFailedFuture(new IllegalStateException("failed"));
    AsyncFunction<Throwable, String> function = named("the function", null);
    Throwable raw =
        failure(Futures.catchingAsync(source, Throwable.class, function, directExecutor()));
    assertThat(raw).hasMessageContaining("the function");
    assertThat(
            failure(
                ContextFluentFuture.wrap(source)
                    .catchingAsync(Throwable.class, function, directExecutor())))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(raw.getMessage());
  }

  @Test
  void pendingFutureShowsItsFunction() {
    assertThat(
            ContextFluentFuture.wrap(immediateFuture("value"))
                .transformAsync(named("the function", SettableFuture.create()), accepted::add)
                .toString())
        .contains("function=[the function]");
    assertThat(
            ContextFluentFuture.<String>wrap(immediateFailedFuture(new IllegalStateException()))
                .catchingAsync(
                    Throwable.class, named("the fallback", SettableFuture.create()), accepted::add)
                .toString())
        .contains("fallback=[the fallback]");
    accepted.forEach(Runnable::run);
  }

  @Test
  void catchingAsyncTakesAFunctionToANarrowerType() throws Exception {
    AsyncFunction<Throwable, String> function = named("narrow", immediateFuture("caught"));
    ListenableFuture<Object> source = immediateFailedFuture(new IllegalStateException("failed"));
    assertThat(
            ContextFluentFuture.wrap(source)
                .catchingAsync(Throwable.class, function, directExecutor())
                .get())
        .isEqualTo("caught");
  }
}
