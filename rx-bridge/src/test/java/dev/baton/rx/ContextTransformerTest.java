package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class ContextTransformerTest {
  private static final Context A = named("A");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ForeignThread foreign = ForeignThread.withAnother();

  @AfterEach
  void closeThread() {
    foreign.close();
  }

  /** A driver that has its results delivered by a thread of its own. */
  private final class Driver {
    private volatile Consumer<String> listener;

    void query(String unused, Consumer<String> rows) {
      listener = rows;
    }

    void deliver(String row) {
      foreign.run(() -> listener.accept(row));
    }
  }

  @Test
  void docExample() {
    Driver driver = new Driver();
    Context request = named("a request's");
    // @start region="compose"
    Flowable<String> rows =
        Flowable.<String>create(
                emitter -> driver.query("select name from article", emitter::onNext),
                BackpressureStrategy.BUFFER)
            .compose(ContextTransformer.of()) // right below the source
            .map(row -> Context.current() == request ? row : "lost");
    try (Scope scope = request.makeCurrent()) {
      rows.subscribe(seen::add);
    }
    // @end
    driver.deliver("a row"); // on its thread
    assertThat(seen).containsExactly("a row");
  }

  @Test
  void flowableIsSubscribedToAndHeardUnderTheContext() {
    PublishProcessor<Integer> source = PublishProcessor.create();
    subscribe(
        () ->
            source
                .compose(ContextTransformer.of())
                .doOnSubscribe(subscription -> see())
                .subscribe(item -> see(), error -> {}, this::see));
    foreign.run(() -> source.onNext(1));
    foreign.run(source::onComplete);
    assertThat(seen).containsExactly("A", "A", "A");
  }

  @Test
  void observableIsHeardUnderTheContext() {
    PublishSubject<Integer> source = PublishSubject.create();
    subscribe(
        () -> source.compose(ContextTransformer.of()).subscribe(item -> see(), error -> see()));
    foreign.run(() -> source.onNext(1));
    foreign.run(() -> source.onError(new ArithmeticException("on purpose")));
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void singleIsHeardUnderTheContext() {
    SingleSubject<Integer> source = SingleSubject.create();
    SingleSubject<Integer> failing = SingleSubject.create();
    subscribe(
        () -> {
          source.compose(ContextTransformer.of()).subscribe(item -> see());
          failing.compose(ContextTransformer.of()).subscribe(item -> {}, error -> see());
        });
    foreign.run(() -> source.onSuccess(1));
    foreign.run(() -> failing.onError(new ArithmeticException("on purpose")));
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void maybeIsHeardUnderTheContext() {
    MaybeSubject<Integer> source = MaybeSubject.create();
    MaybeSubject<Integer> empty = MaybeSubject.create();
    subscribe(
        () -> {
          source.compose(ContextTransformer.of()).subscribe(item -> see());
          empty.compose(ContextTransformer.of()).subscribe(item -> {}, error -> {}, this::see);
        });
    foreign.run(() -> source.onSuccess(1));
    foreign.run(empty::onComplete);
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void completableIsHeardUnderTheContext() {
    CompletableSubject source = CompletableSubject.create();
    subscribe(() -> source.compose(ContextTransformer.<Object>of()).subscribe(this::see));
    foreign.run(source::onComplete);
    assertThat(seen).containsExactly("A");
  }

  @Test
  void railsOfAParallelFlowAreHeardUnderTheContext() {
    PublishProcessor<Integer> source = PublishProcessor.create();
    ParallelFlowable<Integer> rails = source.parallel(2).compose(ContextTransformer.<Integer>of());
    assertThat(rails.parallelism()).isEqualTo(2);
    subscribe(() -> rails.doOnNext(item -> see()).sequential().subscribe(item -> see()));
    foreign.run(() -> source.onNext(1));
    foreign.run(() -> source.onNext(2));
    assertThat(seen).containsExactly("A", "A", "A", "A");
    foreign.run(source::onComplete);
  }

  @Test
  void fixedContextIsThatOfTheSubscriptionToWhatIsAbove() {
    ContextTransformer<Integer> fixed = ContextTransformer.of(Propagation.fixed(A));
    Flowable.<Integer>defer(
            () -> {
              see();
              return Flowable.just(1);
            })
        .compose(fixed)
        .subscribe(item -> see());
    Observable.fromCallable(this::answer).compose(fixed).subscribe(item -> see());
    Single.fromCallable(this::answer).compose(fixed).subscribe(item -> see());
    Maybe.fromCallable(this::answer).compose(fixed).subscribe(item -> see());
    Completable.fromAction(this::see).compose(fixed).subscribe(this::see);
    Flowable.fromCallable(this::answer)
        .parallel(1)
        .compose(fixed)
        .sequential()
        .subscribe(item -> see());
    assertThat(seen).hasSize(12).containsOnly("A");
  }

  private int answer() {
    see();
    return 1;
  }

  @Test
  void requestAndCancelGoUpUnderTheContext() {
    TestSubscriber<Integer> subscriber = new TestSubscriber<>(0);
    subscribe(
        () ->
            Flowable.range(1, 9)
                .doOnRequest(items -> see())
                .doOnCancel(this::see)
                .compose(ContextTransformer.of())
                .subscribe(subscriber));
    foreign.run(() -> subscriber.request(1));
    foreign.run(subscriber::cancel);
    assertThat(seen).containsExactly("A", "A");
    subscriber.assertValues(1);
  }

  /** Not reached: what the source brings on its own thread has passed these already. */
  @Test
  void operatorsAboveItHaveTheContextOfTheSource() {
    PublishProcessor<Integer> source = PublishProcessor.create();
    subscribe(
        () ->
            source
                .doOnNext(item -> see())
                .compose(ContextTransformer.of())
                .doOnNext(item -> see())
                .subscribe());
    foreign.run(() -> source.onNext(1));
    assertThat(seen).containsExactly("foreign", "A");
  }

  /** Not reached: what is below the next operator that goes to another thread. */
  @Test
  void belowARawSchedulerTheContextIsThatOfTheScheduler() {
    TestScheduler time = new TestScheduler();
    subscribe(
        () ->
            Flowable.just(1)
                .compose(ContextTransformer.of())
                .doOnNext(item -> see())
                .observeOn(time)
                .subscribe(item -> see()));
    time.triggerActions();
    assertThat(seen).containsExactly("A", "null");
  }

  @Test
  void nullPropagationIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> ContextTransformer.of(null))
        .withMessage("propagation");
  }

  @Test
  void toStringShowsThePropagation() {
    assertThat(ContextTransformer.of(Propagation.root()))
        .hasToString("ContextTransformer[Propagation[root]]");
  }

  private void see() {
    seen.add(String.valueOf(currentName()));
  }

  private static void subscribe(Runnable subscribing) {
    try (Scope scope = A.makeCurrent()) {
      subscribing.run();
    }
  }
}
