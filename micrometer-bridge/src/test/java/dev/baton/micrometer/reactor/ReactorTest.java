package dev.baton.micrometer.reactor;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.executors.ContextExecutors;
import dev.baton.micrometer.OpenTelemetryContextAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Reactor with its automatic context propagation, on every storage. */
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class ReactorTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Duration SOON = Duration.ofMillis(1);

  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
  private final ScheduledExecutorService raw = Executors.newScheduledThreadPool(1);
  private final Scheduler scheduler = Schedulers.fromExecutorService(raw);
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void enable() {
    Hooks.enableAutomaticContextPropagation();
  }

  @AfterEach
  void disable() {
    Hooks.disableAutomaticContextPropagation();
    for (int i = 0; i < 2; i++) {
      Calls.run(pool, () -> assertThat(Context.current()).isSameAs(Context.root()));
    }
    Calls.run(raw, () -> assertThat(Context.current()).isSameAs(Context.root()));
    pool.close();
    raw.shutdownNow();
    raw.close();
  }

  private <T> T see(T item) {
    seen.add(String.valueOf(currentName()));
    return item;
  }

  private void assertSeen(String... names) {
    assertThat(seen).containsExactly(names);
  }

  /** On a thread of the pool, with another context on it. */
  private void elsewhere(Runnable body) {
    pool.execute(
        () -> {
          try (Scope scope = B.makeCurrent()) {
            body.run();
            assertThat(Context.current()).isSameAs(B);
          }
        });
  }

  private Flux<Integer> cold() {
    return Flux.create(sink -> elsewhere(() -> sink.next(1).next(2).complete()));
  }

  private static <T> T under(Context context, Mono<T> mono) {
    try (Scope scope = context.makeCurrent()) {
      T result = mono.block();
      assertThat(Context.current()).isSameAs(context);
      return result;
    }
  }

  @Test
  void coldSourceThatSignalsElsewhere() {
    under(A, cold().map(this::see).then());
    assertSeen("A", "A");
  }

  @Test
  void rootIsCarriedLikeAnyOther() {
    under(Context.root(), cold().map(this::see).then());
    assertSeen("null", "null");
  }

  @Test
  void hotSourceWithTwoSubscribersOfTheirOwnContexts() throws InterruptedException {
    Sinks.Many<Integer> sink = Sinks.many().multicast().onBackpressureBuffer();
    CountDownLatch done = new CountDownLatch(2);
    for (Context context : List.of(A, named("C"))) {
      try (Scope scope = context.makeCurrent()) {
        sink.asFlux().map(this::see).doOnComplete(done::countDown).contextCapture().subscribe();
      }
    }
    elsewhere(
        () -> {
          sink.tryEmitNext(1);
          sink.tryEmitComplete();
        });
    done.await();
    assertSeen("A", "C");
  }

  @Test
  void connectableSourceHasTheContextOfEachSubscriberBelowAndOfItsFirstAbove() {
    Flux<Integer> shared = cold().map(this::see).replay().refCount();
    under(A, shared.map(this::see).then());
    assertSeen("A", "A", "A", "A");
  }

  @Test
  void publishOnOfAWrappedPool() {
    Scheduler wrapped = Schedulers.fromExecutor(ContextExecutors.wrap(pool));
    under(A, cold().publishOn(wrapped).map(this::see).then());
    assertSeen("A", "A");
  }

  @Test
  void publishOnOfAWrappedPoolWithoutAutomaticPropagationHasTheEmitters() {
    Hooks.disableAutomaticContextPropagation();
    Scheduler wrapped = Schedulers.fromExecutor(ContextExecutors.wrap(raw));
    Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();
    CompletableFuture<Void> done;
    try (Scope scope = A.makeCurrent()) {
      done = source.asFlux().publishOn(wrapped).map(this::see).then().toFuture();
    }
    Calls.run(
        raw, () -> {}); // what the subscription had the pool do, under its own context, is over
    elsewhere(
        () -> {
          source.tryEmitNext(1);
          source.tryEmitNext(2);
          source.tryEmitComplete();
        });
    Calls.get(done);
    assertSeen("B", "B");
  }

  @Test
  void subscribeOnAndPublishOnOfARawScheduler() {
    under(
        A,
        cold()
            .doOnSubscribe(this::see)
            .subscribeOn(scheduler)
            .publishOn(scheduler)
            .map(this::see)
            .then());
    assertSeen("A", "A", "A");
  }

  @Test
  void flatMapAndZip() {
    under(A, cold().flatMap(item -> cold().map(this::see)).then());
    under(A, Flux.zip(cold(), cold(), (a, b) -> see(a)).then());
    assertSeen("A", "A", "A", "A", "A", "A");
  }

  @Test
  void timeoutAndItsFallback() {
    under(A, Mono.never().timeout(SOON, Mono.fromSupplier(() -> see(1)), scheduler));
    under(A, Mono.just(1).delayElement(SOON, scheduler).map(this::see));
    assertSeen("A", "A");
  }

  @Test
  void errorsAndRetries() {
    Flux<Integer> failing =
        Flux.create(sink -> elsewhere(() -> sink.error(new ArithmeticException("on purpose"))));
    under(
        A,
        failing
            .doOnSubscribe(this::see)
            .retryWhen(Retry.fixedDelay(1, SOON).scheduler(scheduler))
            .onErrorResume(error -> Mono.just(see(1)))
            .then());
    assertSeen("A", "A", "A");
  }

  @Test
  void cancellationFromAnotherThread() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Disposable subscription;
    try (Scope scope = A.makeCurrent()) {
      subscription =
          Flux.never()
              .doOnCancel(
                  () -> {
                    see(1);
                    done.countDown();
                  })
              .contextCapture()
              .subscribe();
    }
    elsewhere(subscription::dispose);
    done.await();
    assertSeen("A");
  }

  @Test
  void futureThatIsCompletedElsewhere() {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    try (Scope scope = A.makeCurrent()) {
      Mono<Integer> mono = Mono.fromFuture(future).map(this::see);
      CompletableFuture<Integer> result = mono.contextCapture().toFuture();
      elsewhere(() -> future.complete(1));
      result.join();
    }
    assertSeen("A");
  }

  @Test
  void blockingOnAnotherThreadHasThatThreadsContext() {
    Flux<Integer> chain;
    try (Scope scope = A.makeCurrent()) {
      chain = cold().map(this::see);
    }
    Calls.run(pool, () -> under(named("C"), chain.last()));
    assertSeen("C", "C");
  }

  @Test
  void whatIsCapturedBelowIsSeenAboveOnly() {
    Mono<Integer> chain = Mono.fromSupplier(() -> see(1)).subscribeOn(scheduler);
    try (Scope scope = A.makeCurrent()) {
      chain
          .contextCapture()
          .doOnTerminate(() -> see(1)) // below: what the subscriber has, nothing
          .toFuture()
          .join();
      assertThat(Context.current()).isSameAs(A);
    }
    assertSeen("A", "null");
  }

  @Test
  void contextThatIsWrittenByHandIsThatOfWhatIsAbove() {
    under(
        A,
        cold()
            .map(this::see)
            .contextWrite(written -> written.put(OpenTelemetryContextAccessor.KEY, named("C")))
            .map(this::see)
            .then());
    assertSeen("C", "A", "C", "A");
  }

  @Test
  void virtualThreadsOfAScheduler() {
    try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      under(A, cold().publishOn(Schedulers.fromExecutor(virtual)).map(this::see).then());
    }
    assertSeen("A", "A");
  }

  @Test
  void manyItemsOfManySubscribersAreNotMixed() throws InterruptedException {
    int subscribers = 50;
    CountDownLatch done = new CountDownLatch(subscribers);
    for (int i = 0; i < subscribers; i++) {
      String name = "request " + i;
      try (Scope scope = named(name).makeCurrent()) {
        Flux.range(0, 200)
            .publishOn(Schedulers.fromExecutor(pool))
            .flatMap(item -> Mono.just(item).publishOn(scheduler))
            .doOnNext(item -> seen.add(String.valueOf(name.equals(currentName()))))
            .doFinally(end -> done.countDown())
            .contextCapture()
            .subscribe();
      }
    }
    done.await();
    assertThat(seen).hasSize(200 * subscribers).containsOnly("true");
  }
}
