package dev.baton.executors.guava;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.Propagation;
import dev.baton.context.testing.RecordingListener;
import dev.baton.executors.ContextExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain of listenable futures takes none of the stack, however long it is. */
@Tag("slot")
@Tag("default")
final class LongChainsTest {
  private static final int LENGTH = 100_000;

  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void closePool() {
    pool.close();
  }

  private ContextFluentFuture<Integer> countDown(int from, Executor executor) {
    return ContextFluentFuture.wrap(Futures.submit(() -> from, pool))
        .transformAsync(
            value -> value == 0 ? Futures.immediateFuture(0) : countDown(value - 1, executor),
            executor);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void loopOfTransformAsyncCompletes(boolean wrapped) throws Exception {
    Executor executor = wrapped ? ContextExecutors.wrap(pool) : pool;
    assertThat(countDown(LENGTH, executor).get(60, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void loopOfTransformAsyncIsCancelled() throws Exception {
    SettableFuture<Integer> last = SettableFuture.create();
    ListenableFuture<Integer> chain = last;
    for (int i = 0; i < LENGTH; i++) {
      ListenableFuture<Integer> inner = chain;
      chain =
          ContextFluentFuture.wrap(Futures.immediateFuture(i))
              .transformAsync(value -> inner, directExecutor());
    }
    assertThat(chain.cancel(true)).isTrue();
    assertThat(last.isCancelled()).isTrue();
  }

  @Test
  void chainOfSetFutureCompletes() throws Exception {
    SettableFuture<String> source = SettableFuture.create();
    ListenableFuture<String> last = source;
    for (int i = 0; i < LENGTH; i++) {
      SettableFuture<String> next = SettableFuture.create();
      next.setFuture(ContextFluentFuture.wrap(last));
      last = next;
    }
    source.set("value");
    assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo("value");
  }

  @Test
  void chainOfSetFutureIsCancelled() {
    SettableFuture<String> source = SettableFuture.create();
    SettableFuture<String> last = source;
    for (int i = 0; i < LENGTH; i++) {
      SettableFuture<String> next = SettableFuture.create();
      next.setFuture(ContextFluentFuture.wrap(last));
      last = next;
    }
    assertThat(last.cancel(true)).isTrue();
    assertThat(source.isCancelled()).isTrue();
  }

  /** What a listener cancels is cancelled when it goes on, with all that hangs on it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cancellingInAListenerOfWhatIsCancelledIsDoneAtOnce(boolean raw) {
    SettableFuture<String> source = SettableFuture.create();
    SettableFuture<String> others = SettableFuture.create();
    SettableFuture<String> outer = SettableFuture.create();
    others.setFuture(ContextFluentFuture.wrap(source));
    ContextFluentFuture<String> wrapped = ContextFluentFuture.wrap(others);
    List<Boolean> seen = new ArrayList<>();
    SettableFuture<String> inner = SettableFuture.create();
    inner.addListener(
        () -> {
          seen.add((raw ? others : wrapped).cancel(true));
          seen.add(others.isCancelled());
          seen.add(source.isCancelled());
        },
        directExecutor());
    outer.setFuture(ContextFluentFuture.wrap(inner));
    assertThat(ContextFluentFuture.wrap(outer).cancel(true)).isTrue();
    assertThat(seen).containsExactly(true, true, true);
  }

  @Test
  void listenerHearsOfWhatTheUserGaveOnly() throws Exception {
    RecordingListener listener = new RecordingListener();
    SettableFuture<String> source = SettableFuture.create();
    com.google.common.base.Function<String, String> function = value -> value;
    ContextFluentFuture<String> future =
        ContextFluentFuture.wrap(source, Propagation.capturing().with(listener));
    ListenableFuture<String> derived = future.transform(function, directExecutor());
    SettableFuture.<String>create().setFuture(future);
    source.set("value");
    assertThat(derived.get()).isEqualTo("value");
    assertThat(listener.events())
        .hasSize(3)
        .extracting(RecordingListener.Event::task)
        .containsOnly(function);
  }
}
