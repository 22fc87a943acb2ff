package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.functions.Action;
import io.reactivex.rxjava3.functions.BiConsumer;
import io.reactivex.rxjava3.functions.BiFunction;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.functions.Predicate;
import io.reactivex.rxjava3.functions.Supplier;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One case of the matrix: gives a chain its sources, its scheduler and its callbacks, has the
 * sources emit, and knows which contexts the callbacks saw.
 */
final class OperatorCase extends CaseSources implements AutoCloseable {

  /** By what the chain gets its context. */
  enum Wiring {
    HOOKS,
    TRANSFORMER,
    SCHEDULER
  }

  /** From where the sources emit, and where signals go up. */
  enum Emission {
    SAME_THREAD,
    SCHEDULER,
    FOREIGN_WITHOUT_CONTEXT,
    FOREIGN_WITH_ANOTHER
  }

  private static final String NAME = "subscriber's";
  private static final Context CONTEXT = named(NAME);

  private final Wiring wiring;
  private final Emission emission;
  private final RxContextHooks hooks;
  private final ForeignThread foreign;
  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
  private final Scheduler rawScheduler = Schedulers.from(pool);
  private final Scheduler scheduler;
  private final Sink sink;

  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final AtomicLong emitted = new AtomicLong();
  private boolean started;
  private boolean errorsAllowed;

  /**
   * @param requests whether the subscriber asks for all items at once
   */
  OperatorCase(Wiring wiring, Emission emission, boolean requests) {
    this.wiring = wiring;
    this.emission = emission;
    this.hooks = wiring == Wiring.HOOKS ? RxContextHooks.install() : null;
    this.foreign =
        emission == Emission.FOREIGN_WITH_ANOTHER
            ? ForeignThread.withAnother()
            : ForeignThread.withoutContext();
    this.scheduler = wiring == Wiring.HOOKS ? rawScheduler : ContextSchedulers.wrap(rawScheduler);
    this.sink = new Sink(this, requests);
  }

  // Running it

  /** Subscribes to a chain of any type, and has its sources emit. */
  void run(Function<OperatorCase, Object> operator) throws Throwable {
    Object chain = operator.apply(this);
    try (Scope scope = CONTEXT.makeCurrent()) {
      sink.subscribeTo(chain);
      List<Runnable> first;
      synchronized (waiting) {
        started = true;
        first = new ArrayList<>(waiting);
        waiting.clear();
      }
      first.forEach(this::emit);
    }
  }

  /** The subscriber: for signals upwards. */
  Sink sink() {
    return sink;
  }

  void awaitEnd() {
    sink.awaitEnd();
  }

  /** For what happens when a chain is put together. */
  <T> T underContext(Supplier<T> assembly) throws Throwable {
    try (Scope scope = CONTEXT.makeCurrent()) {
      return assembly.get();
    }
  }

  /** Returns when the foreign thread has nothing left to do. */
  void settle() {
    long before;
    do {
      before = emitted.get();
      foreign.run(() -> {});
    } while (emitted.get() != before);
  }

  /** What was called under another context than the subscriber's. */
  Set<String> wrong() {
    Set<String> labels = new TreeSet<>();
    seen.forEach(
        (label, names) -> {
          if (!names.equals(Set.of(NAME))) {
            labels.add(label);
          }
        });
    return labels;
  }

  /** How many kinds of callback were called. */
  int called() {
    return seen.size();
  }

  /** Ends all threads, and then looks at what was seen. */
  void check() {
    close();
    for (String label : expected) {
      assertThat(seen).containsKey(label);
    }
    checkContexts();
  }

  /** As {@link #check}, where it is open which callbacks were called. */
  void checkContexts() {
    close();
    assertThat(failures).isEmpty();
    seen.forEach((label, names) -> assertThat(names).as(label).containsExactly(NAME));
  }

  @Override
  public void close() {
    foreign.close();
    if (pool.getPoolSize() == 0) {
      pool.shutdown();
    } else if (!pool.isShutdown()) {
      // several tasks may be before it: a test must not end before what it has set going
      Calls.run(pool, () -> assertThat(Context.current()).isSameAs(Context.root()));
      Calls.run(pool, () -> assertThat(Context.current()).isSameAs(Context.root()));
      pool.shutdownNow();
      pool.close();
    }
    if (hooks != null) {
      hooks.close();
    }
  }

  // What a chain is made of

  /** Where operators do their own scheduling. */
  @Override
  Scheduler scheduler() {
    return scheduler;
  }

  @Override
  Wiring wiring() {
    return wiring;
  }

  /** Runs this when the sources emit, where they do. */
  @Override
  void later(Runnable emitting) {
    synchronized (waiting) {
      if (!started) {
        waiting.add(emitting);
        return;
      }
    }
    emit(emitting);
  }

  /** Runs this where the sources emit. */
  void emit(Runnable emitting) {
    switch (emission) {
      case SAME_THREAD -> emitting.run();
      case SCHEDULER ->
          (wiring == Wiring.TRANSFORMER ? rawScheduler : scheduler).scheduleDirect(emitting);
      case FOREIGN_WITHOUT_CONTEXT, FOREIGN_WITH_ANOTHER -> {
        emitted.incrementAndGet();
        foreign.start(emitting);
      }
    }
  }

  // Callbacks: each must be called, under the subscriber's context only

  void see(String label) {
    seen.computeIfAbsent(label, unused -> ConcurrentHashMap.newKeySet())
        .add(String.valueOf(TestContexts.currentName()));
  }

  void fail(Throwable failure) {
    if (!errorsAllowed) {
      failures.add(failure);
    }
  }

  /** For chains that are to end with an error. */
  void allowErrors() {
    errorsAllowed = true;
  }

  void expect(String label) {
    expected.add(label);
  }

  <T> Function<T, T> function(String label) {
    return function(label, item -> item);
  }

  <T, R> Function<T, R> function(String label, Function<T, R> body) {
    expect(label);
    return item -> {
      see(label);
      return body.apply(item);
    };
  }

  <T, U> BiFunction<T, U, T> biFunction(String label) {
    expect(label);
    return (first, second) -> {
      see(label);
      return first;
    };
  }

  <T> Predicate<T> predicate(String label) {
    return predicate(label, true);
  }

  <T> Predicate<T> predicate(String label, boolean answer) {
    expect(label);
    return item -> {
      see(label);
      return answer;
    };
  }

  <T> Consumer<T> consumer(String label) {
    expect(label);
    return item -> see(label);
  }

  <T, U> BiConsumer<T, U> biConsumer(String label) {
    expect(label);
    return (first, second) -> see(label);
  }

  <T> Supplier<T> supplier(String label, T value) {
    expect(label);
    return () -> {
      see(label);
      return value;
    };
  }

  Action action(String label) {
    expect(label);
    return () -> see(label);
  }
}
