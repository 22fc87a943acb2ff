package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many tasks that end in every way there is: a listener hears of each one's end exactly once. */
final class ListenerCountTest {
  private static final int SUBMITTERS = 4;
  private static final int ROUNDS = 150;

  enum Pool {
    BOUNDED,
    SCHEDULED,
    FORK_JOIN,
    VIRTUAL;

    ExecutorService newPool() {
      return switch (this) {
        case BOUNDED ->
            new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(20));
        case SCHEDULED -> new ScheduledThreadPoolExecutor(2);
        case FORK_JOIN ->
            WorkerKind.newForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory);
        case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
      };
    }
  }

  private record Account(AtomicInteger started, AtomicInteger ended, AtomicInteger dropped) {
    Account() {
      this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
    }

    boolean isBalanced() {
      return started.get() == ended.get() && ended.get() + dropped.get() == 1;
    }
  }

  /** Keeps an account of each task. */
  private static final class Ledger implements TaskListener {
    private final Queue<Account> accounts = new ConcurrentLinkedQueue<>();

    @Override
    public Object submitted(Object task, Context context) {
      Account account = new Account();
      accounts.add(account);
      return account;
    }

    @Override
    public void started(Object task, Context context, Object state) {
      ((Account) state).started().incrementAndGet();
    }

    @Override
    public void ended(Object task, Context context, Object state, Throwable failure) {
      ((Account) state).ended().incrementAndGet();
    }

    @Override
    public void rejected(
        Object task, Context context, Object state, RejectedExecutionException reason) {
      ((Account) state).dropped().incrementAndGet();
    }

    @Override
    public void cancelled(Object task, Context context, Object state) {
      ((Account) state).dropped().incrementAndGet();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachTaskEndsOrIsRejectedOrIsCancelled(Pool kind) throws Exception {
    Ledger ledger = new Ledger();
    AtomicInteger submitted = new AtomicInteger();
    try (ExecutorService executor =
        ContextExecutors.wrap(kind.newPool(), Propagation.capturing().with(ledger))) {
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        submitters.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int round = 0; round < ROUNDS; round++) {
                        submitInEveryWay(executor, submitted);
                      }
                    }));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      executor.shutdownNow();
    }
    assertThat(ledger.accounts).hasSize(submitted.get()).allMatch(Account::isBalanced);
    assertThat(ledger.accounts).anyMatch(account -> account.ended().get() == 1);
  }

  private static void submitInEveryWay(ExecutorService executor, AtomicInteger submitted) {
    Callable<String> quick = () -> "";
    Callable<String> fails =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    Runnable runnable = () -> {};
    attempt(submitted, 1, () -> executor.execute(runnable));
    attempt(submitted, 1, () -> executor.submit(runnable));
    attempt(submitted, 1, () -> executor.submit(fails));
    attempt(submitted, 1, () -> executor.submit(quick).cancel(true));
    attempt(submitted, 2, () -> executor.invokeAll(List.of(quick, fails)));
    attempt(
        submitted, 2, () -> executor.invokeAll(List.of(quick, quick), 10, TimeUnit.MICROSECONDS));
    attempt(submitted, 3, () -> executor.invokeAny(List.of(fails, quick, quick)));
    attempt(
        submitted, 2, () -> executor.invokeAny(List.of(quick, quick), 10, TimeUnit.MICROSECONDS));
    if (executor instanceof ScheduledExecutorService scheduler) {
      attempt(submitted, 1, () -> scheduler.schedule(quick, 1, TimeUnit.HOURS));
      attempt(submitted, 1, () -> scheduler.schedule(runnable, 0, TimeUnit.HOURS).cancel(false));
      attempt(submitted, 1, () -> scheduler.scheduleAtFixedRate(runnable, 1, 1, TimeUnit.HOURS));
    }
  }

  private static void attempt(AtomicInteger submitted, int tasks, Calls.Action action) {
    submitted.addAndGet(tasks);
    try {
      action.run();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      // is accounted for
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
