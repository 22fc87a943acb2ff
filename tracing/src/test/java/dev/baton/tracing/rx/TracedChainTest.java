package dev.baton.tracing.rx;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A span for each subscription. */
final class TracedChainTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedOperations operations = TracedOperations.of(collected.sdk);
  private final CompletableSubject source = CompletableSubject.create();

  @AfterEach
  void close() {
    collected.close();
  }

  /** What the docs show. */
  // @start region="trace"
  static Single<String> price(TracedOperations operations, Single<String> found) {
    return found.compose(TracedChain.of(operations, "find price"));
  }

  // @end

  enum Type {
    FLOWABLE,
    OBSERVABLE,
    SINGLE,
    MAYBE,
    COMPLETABLE;

    /** A chain of this type that ends as the source does; with the span between. */
    Observable<SpanContext> chain(Completable source, TracedOperations operations) {
      return switch (this) {
        case FLOWABLE ->
            source
                .<String>toFlowable()
                .concatWith(Flowable.just("item"))
                .compose(TracedChain.of(operations, name()))
                .map(item -> Span.current().getSpanContext())
                .toObservable();
        case OBSERVABLE ->
            source
                .<String>toObservable()
                .concatWith(Observable.just("item"))
                .compose(TracedChain.of(operations, name()))
                .map(item -> Span.current().getSpanContext());
        case SINGLE ->
            source
                .toSingleDefault("item")
                .compose(TracedChain.of(operations, name()))
                .map(item -> Span.current().getSpanContext())
                .toObservable();
        case MAYBE ->
            source
                .andThen(Maybe.just("item"))
                .compose(TracedChain.of(operations, name()))
                .map(item -> Span.current().getSpanContext())
                .toObservable();
        case COMPLETABLE ->
            source
                .compose(TracedChain.of(operations, name()))
                .andThen(Observable.fromCallable(() -> Span.current().getSpanContext()));
      };
    }
  }

  private SpanData span() {
    assertThat(collected.spans()).hasSize(1);
    return collected.spans().get(0);
  }

  private void assertEnded(StatusCode status, String errorType) {
    assertThat(span().getStatus().getStatusCode()).isEqualTo(status);
    assertThat(span().getAttributes().get(stringKey("error.type"))).isEqualTo(errorType);
  }

  @ParameterizedTest
  @EnumSource
  void completionEndsItAndItIsCurrentAboveAndNotBelow(Type type) {
    AtomicReference<SpanContext> above = new AtomicReference<>();
    Completable looking =
        Completable.defer(
            () -> {
              above.set(Span.current().getSpanContext());
              return source;
            });
    TestObserver<SpanContext> below = type.chain(looking, operations).test();
    assertThat(collected.spans()).isEmpty();
    source.onComplete();
    below.assertComplete().assertValue(SpanContext.getInvalid());
    assertThat(above.get()).isEqualTo(span().getSpanContext());
    assertThat(span().getName()).isEqualTo(type.name());
    assertEnded(StatusCode.UNSET, null);
    below.dispose();
    assertThat(collected.spans()).hasSize(1);
    assertThat(span().getAttributes().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void failureEndsIt(Type type) {
    TestObserver<SpanContext> below = type.chain(source, operations).test();
    source.onError(new IOException("on purpose"));
    below.assertError(IOException.class);
    assertEnded(StatusCode.ERROR, "java.io.IOException");
  }

  @ParameterizedTest
  @EnumSource
  void disposalEndsItWithoutAFailure(Type type) {
    Disposable below = type.chain(source, operations).subscribe();
    below.dispose();
    assertEnded(StatusCode.UNSET, null);
    assertThat(span().getAttributes().get(booleanKey("baton.operation.abandoned"))).isTrue();
    source.onComplete();
    assertThat(collected.spans()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void timeoutAboveFailsIt(Type type) {
    TestScheduler time = new TestScheduler();
    Completable late = source.timeout(1, TimeUnit.SECONDS, time);
    TestObserver<SpanContext> below = type.chain(late, operations).test();
    time.advanceTimeBy(1, TimeUnit.SECONDS);
    below.assertError(TimeoutException.class);
    assertEnded(StatusCode.ERROR, "java.util.concurrent.TimeoutException");
  }

  @ParameterizedTest
  @EnumSource
  void neverEndingItStaysOpen(Type type) {
    TestObserver<SpanContext> below = type.chain(source, operations).test();
    below.assertNotComplete();
    assertThat(collected.spans()).isEmpty();
  }

  @Test
  void eachSubscriptionHasOne() {
    Single<String> price = price(operations, Single.just("a price"));
    assertThat(price.blockingGet()).isEqualTo("a price");
    assertThat(price.blockingGet()).isEqualTo("a price");
    assertThat(collected.spans()).hasSize(2);
  }
}
