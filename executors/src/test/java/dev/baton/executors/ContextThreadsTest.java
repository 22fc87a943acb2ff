package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Propagation;
import dev.baton.context.storage.ContextForkJoinWorkerThread;
import dev.baton.context.storage.ContextThread;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextThreadsTest {
  private static final Context A = named("A");

  private final InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreThread() {
    inheritable.remove();
    Thread.currentThread().setContextClassLoader(loader);
  }

  private record Seen(String context, String inherited, ClassLoader loader) {}

  private Seen look() {
    return new Seen(
        TestContexts.currentName(),
        inheritable.get(),
        Thread.currentThread().getContextClassLoader());
  }

  /** Has the first task come from a thread that has a lot to give, and then looks what is left. */
  private Seen lookAfterAFirstTaskUnderA(ExecutorService pool) {
    inheritable.set("the first submitter's");
    Thread.currentThread().setContextClassLoader(new ClassLoader(loader) {});
    try (Scope scope = A.makeCurrent()) {
      assertThat(Calls.<String>call(ContextExecutors.wrap(pool), TestContexts::currentName))
          .isEqualTo("A");
      return Calls.call(pool, this::look);
    } finally {
      restoreThread();
    }
  }

  @Test
  void docExampleOfPool() throws Exception {
    Context context = named("a request's");
    // @start region="pool"
    ExecutorService pool =
        ContextExecutors.wrap(
            new ThreadPoolExecutor(
                8,
                8,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1000),
                ContextThreads.poolFactory("orders-")));
    // @end
    try (pool;
        Scope scope = context.makeCurrent()) {
      Future<String> seen =
          pool.submit(() -> Thread.currentThread().getName() + " " + TestContexts.currentName());
      assertThat(seen.get()).isEqualTo("orders-1 a request's");
    }
  }

  @Test
  void poolThreadTakesNothingFromTheFirstSubmitter() {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(1, ContextThreads.poolFactory("test-"))) {
      assertThat(lookAfterAFirstTaskUnderA(pool)).isEqualTo(new Seen(null, null, loader));
    }
  }

  @Test
  void forkJoinThreadTakesNeitherContextNorClassLoaderFromTheFirstSubmitter() {
    try (ForkJoinPool pool = WorkerKind.newForkJoinPool(1, ContextThreads.forkJoinFactory())) {
      Seen seen = lookAfterAFirstTaskUnderA(pool);
      assertThat(seen.context()).isNull();
      assertThat(seen.loader()).isSameAs(loader);
    }
  }

  @Test
  void poolThreadStartsUnderRootWhereItsCreatorHasAContext() throws Exception {
    AtomicReference<Seen> seen = new AtomicReference<>();
    inheritable.set("the creator's");
    ThreadFactory factory = ContextThreads.poolFactory("test-");
    try (Scope scope = A.makeCurrent()) {
      Thread thread = factory.newThread(() -> seen.set(look()));
      thread.start();
      thread.join();
    }
    assertThat(seen.get()).isEqualTo(new Seen(null, null, loader));
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // is not inherited
  void poolThreadsAreNamedAndAreOrdinaryOtherwise() throws Exception {
    AtomicReference<Thread> first = new AtomicReference<>();
    ThreadFactory factory = ContextThreads.poolFactory("test-");
    Thread creator =
        Thread.ofPlatform()
            .daemon()
            .priority(Thread.MAX_PRIORITY)
            .start(() -> first.set(factory.newThread(() -> {})));
    creator.join();
    assertThat(first.get())
        .isInstanceOf(ContextThread.class)
        .satisfies(
            thread -> {
              assertThat(thread.getName()).isEqualTo("test-1");
              assertThat(thread.isDaemon()).isFalse();
              assertThat(thread.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
              assertThat(thread.getThreadGroup()).isSameAs(Thread.currentThread().getThreadGroup());
              assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
            });
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("test-2");
    assertThat(ContextThreads.poolFactory("test-").newThread(() -> {}).getName())
        .isEqualTo("test-1");
  }

  @Test
  void forkJoinThreadsAreThePoolsOwnOtherwise() {
    try (ForkJoinPool pool = WorkerKind.newForkJoinPool(1, ContextThreads.forkJoinFactory())) {
      Thread thread = Calls.call(pool, Thread::currentThread);
      assertThat(thread).isInstanceOf(ContextForkJoinWorkerThread.class);
      assertThat(thread.getName()).startsWith("ForkJoinPool-").endsWith("-worker-1");
    }
  }

  @Test
  void poolThreadHasTheClassLoaderOfWhoeverMadeItsFactory() {
    ClassLoader applications = new ClassLoader(loader) {};
    Thread.currentThread().setContextClassLoader(applications);
    ThreadFactory factory = ContextThreads.poolFactory("test-");
    Thread.currentThread().setContextClassLoader(loader);
    assertThat(factory.newThread(() -> {}).getContextClassLoader()).isSameAs(applications);
  }

  @Test
  void threadsAreConfiguredBeforeTheyStart() {
    List<Thread> configured = new ArrayList<>();
    ThreadFactory factory =
        ContextThreads.poolFactory(
            "test-",
            thread -> {
              assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
              thread.setDaemon(true);
              thread.setName(thread.getName() + "!");
              configured.add(thread);
            });
    Thread made = factory.newThread(() -> {});
    assertThat(made.isDaemon()).isTrue();
    assertThat(made.getName()).isEqualTo("test-1!");
    try (ForkJoinPool pool =
        WorkerKind.newForkJoinPool(
            1,
            ContextThreads.forkJoinFactory(
                thread -> {
                  thread.setName("mine");
                  configured.add(thread);
                }))) {
      assertThat(Calls.<String>call(pool, () -> Thread.currentThread().getName()))
          .isEqualTo("mine");
    }
    assertThat(configured).hasSize(2);
  }

  @Test
  void perTaskFactoryKeepsWhatItsFactoryMakes() {
    ThreadFactory factory =
        ContextThreads.perTaskFactory(Thread.ofVirtual().name("virtual-", 1).factory());
    Thread thread = factory.newThread(() -> {});
    assertThat(thread.isVirtual()).isTrue();
    assertThat(thread.getName()).isEqualTo("virtual-1");
    assertThat(ContextThreads.perTaskFactory(task -> null).newThread(() -> {})).isNull();
  }

  @Test
  void perTaskFactoryCapturesWhereTheThreadIsCreated() throws Exception {
    ThreadFactory factory = ContextThreads.perTaskFactory(Thread.ofVirtual().factory());
    AtomicReference<String> seen = new AtomicReference<>();
    Thread thread;
    try (Scope scope = A.makeCurrent()) {
      thread = factory.newThread(() -> seen.set(TestContexts.currentName()));
    }
    try (Scope scope = named("B").makeCurrent()) {
      thread.start();
    }
    thread.join();
    assertThat(seen).hasValue("A");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void perTaskFactoryCarriesWhatItsPropagationSays(boolean virtual) throws Exception {
    ThreadFactory raw = virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
    CountDownLatch ran = new CountDownLatch(1);
    AtomicReference<String> seen = new AtomicReference<>();
    try (Scope scope = A.makeCurrent()) {
      ContextThreads.perTaskFactory(raw, Propagation.fixed(named("fixed")))
          .newThread(
              () -> {
                seen.set(TestContexts.currentName());
                ran.countDown();
              })
          .start();
    }
    Calls.await(ran);
    assertThat(seen).hasValue("fixed");
  }

  @Test
  void startVirtualThreadReturnsTheThreadStarted() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Thread thread = ContextThreads.startVirtualThread(ran::countDown);
    assertThat(thread.isVirtual()).isTrue();
    thread.join();
    assertThat(ran.getCount()).isZero();
  }

  @Test
  void startVirtualThreadCarriesWhatItsPropagationSays() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    try (Scope scope = A.makeCurrent()) {
      ContextThreads.startVirtualThread(
              () -> seen.set(TestContexts.currentName()), Propagation.fixed(named("fixed")))
          .join();
    }
    assertThat(seen).hasValue("fixed");
  }

  @Test
  void nullIsRefusedByName() {
    ThreadFactory raw = Thread.ofVirtual().factory();
    assertRefused("factory", () -> ContextThreads.perTaskFactory(null));
    assertRefused("factory", () -> ContextThreads.perTaskFactory(null, Propagation.root()));
    assertRefused("propagation", () -> ContextThreads.perTaskFactory(raw, null));
    assertRefused("task", () -> ContextThreads.perTaskFactory(raw).newThread(null));
    assertRefused("namePrefix", () -> ContextThreads.poolFactory(null));
    assertRefused("configure", () -> ContextThreads.poolFactory("test-", null));
    assertRefused("worker", () -> ContextThreads.poolFactory("test-").newThread(null));
    assertRefused("configure", () -> ContextThreads.forkJoinFactory(null));
    assertRefused("task", () -> ContextThreads.startVirtualThread(null));
    assertRefused("task", () -> ContextThreads.startVirtualThread(null, Propagation.root()));
    assertRefused("propagation", () -> ContextThreads.startVirtualThread(() -> {}, null));
    assertThatNullPointerException()
        .isThrownBy(() -> ContextThreads.forkJoinFactory().newThread(null));
  }

  private static void assertRefused(String name, Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(name);
  }
}
