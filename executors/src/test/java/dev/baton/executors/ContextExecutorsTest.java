package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.DirectScheduler;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ContextExecutorsTest {
  private final ScheduledExecutorService scheduler = new DirectScheduler();
  private final ExecutorService service =
      Executors.unconfigurableExecutorService(new DirectScheduler());
  private final Executor executor = Runnable::run;

  private record Job(int priority) implements Runnable {
    @Override
    public void run() {}
  }

  @Test
  void docExampleOfWrap() throws Exception {
    Context context = named("a request's");
    Future<Context> result;
    try (Scope scope = context.makeCurrent()) {
      // @start region="wrap"
      ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(8));
      // ... inside a request
      Future<Context> seen = pool.submit(() -> Context.current()); // the request's, always
      // @end
      pool.close();
      result = seen;
    }
    assertThat(result.get()).isSameAs(context);
  }

  // @start region="comparing"
  static ExecutorService prioritized(Comparator<Runnable> byPriority) {
    BlockingQueue<Runnable> queue =
        new PriorityBlockingQueue<>(11, ContextExecutors.comparing(byPriority));
    return ContextExecutors.wrap(new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, queue));
  }

  // @end

  @Test
  void docExampleOfComparing() {
    Queue<Object> compared = new ConcurrentLinkedQueue<>();
    CountDownLatch queued = new CountDownLatch(1);
    try (ExecutorService pool =
        prioritized(
            Comparator.comparingInt(
                task -> {
                  compared.add(task);
                  return ((Job) task).priority();
                }))) {
      for (int i = 0; i < 8; i++) { // as many as there are threads
        pool.execute(() -> Calls.await(queued));
      }
      pool.execute(new Job(2));
      pool.execute(new Job(1));
      queued.countDown();
    }
    assertThat(compared).contains(new Job(1), new Job(2));
  }

  @Test
  void wrappedExecutorIsOfTheKindThatItsDelegateIs() {
    assertThat(ContextExecutors.wrap((Executor) scheduler))
        .isInstanceOf(ScheduledExecutorService.class);
    assertThat(ContextExecutors.wrap((ExecutorService) scheduler, Propagation.root()))
        .isInstanceOf(ScheduledExecutorService.class);
    assertThat(ContextExecutors.wrap((Executor) service))
        .isInstanceOf(ExecutorService.class)
        .isNotInstanceOf(ScheduledExecutorService.class);
    assertThat(ContextExecutors.wrap(executor)).isNotInstanceOf(ExecutorService.class);
  }

  @Test
  void wrappedForkJoinPoolIsASchedulerWhereTheJdksIs() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      Executor raw = pool;
      Executor wrapped = ContextExecutors.wrap(raw);
      assertThat(wrapped instanceof ScheduledExecutorService)
          .isEqualTo(raw instanceof ScheduledExecutorService);
      try (Scope scope = named("A").makeCurrent()) {
        Future<String> seen =
            wrapped instanceof ScheduledExecutorService scheduled
                ? scheduled.schedule(TestContexts::currentName, 1, TimeUnit.MILLISECONDS)
                : ((ExecutorService) wrapped).submit(TestContexts::currentName);
        assertThat(seen.get()).isEqualTo("A");
      }
    }
  }

  @Test
  void wrapOfAWrappedExecutorReturnsIt() {
    Executor wrapped = ContextExecutors.wrap(executor);
    ExecutorService wrappedService = ContextExecutors.wrap(service, Propagation.root());
    ScheduledExecutorService wrappedScheduler = ContextExecutors.wrap(scheduler);
    assertThat(ContextExecutors.wrap(wrapped)).isSameAs(wrapped);
    assertThat(ContextExecutors.wrap(wrappedService)).isSameAs(wrappedService);
    assertThat(ContextExecutors.wrap((Executor) wrappedService)).isSameAs(wrappedService);
    assertThat(ContextExecutors.wrap(wrappedScheduler)).isSameAs(wrappedScheduler);
  }

  @Test
  void wrapOfAWrappedExecutorWithAPropagationReplacesItsOwn() {
    Executor first = ContextExecutors.wrap(executor, Propagation.fixed(named("first")));
    Executor second = ContextExecutors.wrap(first, Propagation.fixed(named("second")));
    assertThat(Calls.<String>call(second, TestContexts::currentName)).isEqualTo("second");
    assertThat(Calls.<String>call(first, TestContexts::currentName)).isEqualTo("first");
    assertThat(ContextExecutors.unwrap(second)).isSameAs(executor);
    ExecutorService firstService = ContextExecutors.wrap(service);
    assertThat(ContextExecutors.unwrap(ContextExecutors.wrap(firstService, Propagation.root())))
        .isSameAs(service);
    ScheduledExecutorService firstScheduler = ContextExecutors.wrap(scheduler);
    assertThat(ContextExecutors.unwrap(ContextExecutors.wrap(firstScheduler, Propagation.root())))
        .isSameAs(scheduler);
  }

  @Test
  void unwrapReturnsTheDelegateAndAnythingElseAsItIs() {
    assertThat(ContextExecutors.unwrap(ContextExecutors.wrap(executor))).isSameAs(executor);
    assertThat(ContextExecutors.unwrap(ContextExecutors.wrap(service))).isSameAs(service);
    assertThat(ContextExecutors.unwrap(ContextExecutors.wrap(scheduler))).isSameAs(scheduler);
    assertThat(ContextExecutors.unwrap(executor)).isSameAs(executor);
    assertThat(ContextExecutors.unwrap(service)).isSameAs(service);
    assertThat(ContextExecutors.unwrap(scheduler)).isSameAs(scheduler);
  }

  @Test
  void toStringShowsTheDelegate() {
    assertThat(ContextExecutors.wrap(executor)).hasToString("ContextExecutor[" + executor + "]");
    assertThat(ContextExecutors.wrap(service))
        .hasToString("ContextExecutorService[" + service + "]");
    assertThat(ContextExecutors.wrap(scheduler))
        .hasToString("ContextScheduledExecutorService[" + scheduler + "]");
  }

  @Test
  void newVirtualThreadPerTaskExecutorCarriesWhatItsPropagationSays() throws Exception {
    try (ExecutorService executor =
            ContextExecutors.newVirtualThreadPerTaskExecutor(Propagation.fixed(named("fixed")));
        Scope scope = named("A").makeCurrent()) {
      assertThat(executor.submit(TestContexts::currentName).get()).isEqualTo("fixed");
      assertThat(executor.submit(() -> Thread.currentThread().isVirtual()).get()).isTrue();
    }
  }

  @Test
  void nullExecutorIsRefusedByName() {
    assertRefused("executor", () -> ContextExecutors.wrap((Executor) null));
    assertRefused("executor", () -> ContextExecutors.wrap((ExecutorService) null));
    assertRefused("executor", () -> ContextExecutors.wrap((ScheduledExecutorService) null));
    assertRefused("executor", () -> ContextExecutors.wrap((Executor) null, Propagation.root()));
    assertRefused(
        "executor", () -> ContextExecutors.wrap((ExecutorService) null, Propagation.root()));
    assertRefused(
        "executor",
        () -> ContextExecutors.wrap((ScheduledExecutorService) null, Propagation.root()));
    assertRefused("executor", () -> ContextExecutors.unwrap((Executor) null));
    assertRefused("executor", () -> ContextExecutors.unwrap((ExecutorService) null));
    assertRefused("executor", () -> ContextExecutors.unwrap((ScheduledExecutorService) null));
  }

  @Test
  void nullPropagationOrComparatorIsRefusedByName() {
    assertRefused("propagation", () -> ContextExecutors.wrap(executor, null));
    assertRefused("propagation", () -> ContextExecutors.wrap(service, null));
    assertRefused("propagation", () -> ContextExecutors.wrap(scheduler, null));
    assertRefused("propagation", () -> ContextExecutors.newVirtualThreadPerTaskExecutor(null));
    assertRefused("comparator", () -> ContextExecutors.comparing(null));
  }

  private static void assertRefused(String name, Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(name);
  }
}
