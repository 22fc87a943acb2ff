package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.Garbage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that a pool drops without a word. */
final class DiscardedTaskTest {
  private final Ledger ledger = new Ledger();
  private final Propagation propagation = Propagation.capturing().with(ledger);
  private final Gate gate = new Gate();
  private ThreadPoolExecutor pool;

  enum Dropping {
    DISCARD,
    DISCARD_OLDEST,
    OWN;

    RejectedExecutionHandler handler() {
      return switch (this) {
        case DISCARD -> new ThreadPoolExecutor.DiscardPolicy();
        case DISCARD_OLDEST -> new ThreadPoolExecutor.DiscardOldestPolicy();
        case OWN -> (task, itsPool) -> {};
      };
    }
  }

  /** One thread, which is busy, and room for one task. */
  private ExecutorService newExecutor(RejectedExecutionHandler handler) {
    pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler);
    return ContextExecutors.wrap(gate.keepBusy(pool), propagation);
  }

  @AfterEach
  void closePool() {
    gate.open();
    if (pool != null) {
      pool.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DISCARD, EXECUTE",
    "DISCARD, SUBMIT_RUNNABLE",
    "DISCARD, SUBMIT_CALLABLE",
    "DISCARD, SUBMIT_WITH_RESULT",
    "DISCARD_OLDEST, EXECUTE",
    "DISCARD_OLDEST, SUBMIT_RUNNABLE",
    "DISCARD_OLDEST, SUBMIT_CALLABLE",
    "DISCARD_OLDEST, SUBMIT_WITH_RESULT",
    "OWN, EXECUTE",
    "OWN, SUBMIT_CALLABLE"
  })
  void isCancelledOnceWhenThePoolHasTerminated(Dropping dropping, SubmitMethod method) {
    ExecutorService executor = newExecutor(dropping.handler());
    for (int i = 0; i < 3; i++) {
      method.submit(executor, () -> {});
    }
    gate.open();
    executor.close();
    executor.close();
    assertThat(executor.isTerminated()).isTrue();
    ledger.assertBalanced(3);
    assertThat(ledger.count("ended")).isEqualTo(1);
    assertThat(ledger.count("cancelled")).isEqualTo(2);
  }

  @Test
  void isCancelledWhenTheWrapperIsAskedAfterThePoolWasClosed() {
    ExecutorService executor = newExecutor(new ThreadPoolExecutor.DiscardPolicy());
    executor.execute(() -> {});
    executor.execute(() -> {});
    gate.open();
    pool.close();
    assertThat(executor.isTerminated()).isTrue();
    ledger.assertBalanced(2);
  }

  @Test
  void isCancelledWhenTheWrapperHasAwaitedTheEndOfThePool() throws Exception {
    ExecutorService executor = newExecutor(new ThreadPoolExecutor.DiscardPolicy());
    executor.execute(() -> {});
    executor.execute(() -> {});
    executor.shutdown();
    gate.open();
    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    ledger.assertBalanced(2);
  }

  @ParameterizedTest
  @EnumSource
  void isCancelledAtOnceWhereThePoolHasTerminated(Dropping dropping) {
    ExecutorService executor = newExecutor(dropping.handler());
    gate.open();
    executor.close();
    executor.execute(() -> {});
    assertThat(ledger.accounts()).singleElement().hasToString("[cancelled]");
  }

  @Test
  void isCancelledAtOnceWhereACallerRunsPoolHasTerminated() {
    ExecutorService executor = newExecutor(new ThreadPoolExecutor.CallerRunsPolicy());
    gate.open();
    executor.close();
    executor.execute(() -> {});
    assertThat(ledger.accounts()).singleElement().hasToString("[cancelled]");
  }

  @Test
  void stageThatIsDroppedIsCancelledWhenThePoolHasTerminated() {
    ExecutorService executor = newExecutor(new ThreadPoolExecutor.DiscardPolicy());
    CompletableFuture<String> source = ContextFutures.newFuture();
    source.thenRunAsync(() -> {}, executor);
    source.thenRunAsync(() -> {}, executor);
    source.complete("value");
    gate.open();
    executor.close();
    ledger.assertBalanced(2);
    assertThat(ledger.count("cancelled")).isEqualTo(1);
  }

  /** A pool may live for years. */
  @ParameterizedTest
  @EnumSource(names = {"EXECUTE", "SUBMIT_CALLABLE"})
  void isLetGoOfAndCancelledWhileThePoolLives(SubmitMethod method) {
    ExecutorService executor = newExecutor(new ThreadPoolExecutor.DiscardPolicy());
    executor.execute(() -> {});
    WeakReference<Context> dropped = submitUnderAContext(method, executor);
    Calls.until(
        () -> {
          System.gc();
          executor.execute(() -> {}); // dropped as well
          return ledger.count("cancelled") > 0;
        });
    Garbage.awaitCollected(dropped);
    assertThat(ledger.accounts().getFirst().events()).isEmpty(); // it waits
    gate.open();
    executor.close();
    ledger.assertBalanced(ledger.accounts().size());
    assertThat(ledger.accounts().getFirst().events()).isEqualTo(List.of("started", "ended"));
  }

  private static WeakReference<Context> submitUnderAContext(
      SubmitMethod method, ExecutorService executor) {
    Context context = named("a request's");
    try (Scope scope = context.makeCurrent()) {
      method.submit(executor, () -> {});
    }
    return new WeakReference<>(context);
  }

  /** Somebody's own, which runs nothing at all. */
  private static final class Idle extends AbstractExecutorService {
    private boolean ended;

    @Override
    public void execute(Runnable command) {}

    @Override
    public void shutdown() {
      ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      ended = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return ended;
    }

    @Override
    public boolean isTerminated() {
      return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return ended;
    }
  }

  @Test
  void isCancelledWhenShutdownNowHasEndedTheExecutor() {
    ExecutorService executor = ContextExecutors.wrap(new Idle(), propagation);
    executor.execute(() -> {});
    executor.shutdownNow();
    ledger.assertBalanced(1);
  }

  @Test
  void isLetGoOfByAnExecutorOfSomebodysOwn() {
    ExecutorService executor = ContextExecutors.wrap(new Idle(), propagation);
    WeakReference<Context> dropped = submitUnderAContext(SubmitMethod.EXECUTE, executor);
    Calls.until(
        () -> {
          System.gc();
          executor.execute(() -> {}); // dropped as well
          return dropped.refersTo(null);
        });
    assertThat(ledger.count("cancelled")).isPositive();
  }
}
