package dev.baton.tracing.annotations;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;

/** When the span of an annotated method ends, for each type that is done later. */
final class TracedResultsTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();

  @AfterEach
  void close() {
    assertThat(Context.current()).isSameAs(Context.root());
    collected.close();
  }

  interface Results {
    @WithSpan
    CompletableFuture<String> future();

    @WithSpan
    CompletionStage<String> stage();

    @WithSpan
    Future<String> plain();

    @WithSpan
    ListenableFuture<String> listenable();

    @WithSpan
    Flowable<String> flowable();

    @WithSpan
    Publisher<String> publisher();

    @WithSpan
    Observable<String> observable();

    @WithSpan
    Single<String> single();

    @WithSpan
    Maybe<String> maybe();

    @WithSpan
    Completable completable();
  }

  /** Each is done when its source is. */
  private static final class Source implements Results {
    final CompletableFuture<String> future = new CompletableFuture<>();
    final SettableFuture<String> settable = SettableFuture.create();
    final PublishSubject<String> subject = PublishSubject.create();
    Span seen = Span.getInvalid();

    void succeed() {
      future.complete("");
      settable.set("");
      subject.onNext("");
      subject.onComplete();
    }

    void fail(Throwable failure) {
      future.completeExceptionally(failure);
      settable.setException(failure);
      subject.onError(failure);
    }

    boolean isCancelled() {
      return future.isCancelled() || settable.isCancelled() || !subject.hasObservers();
    }

    private <T> T seen(T result) {
      seen = Span.current();
      return result;
    }

    @Override
    public CompletableFuture<String> future() {
      return seen(future);
    }

    @Override
    public CompletionStage<String> stage() {
      return seen(future);
    }

    @Override
    public Future<String> plain() {
      return seen(future);
    }

    @Override
    public ListenableFuture<String> listenable() {
      return seen(settable);
    }

    @Override
    public Flowable<String> flowable() {
      return seen(Flowable.fromObservable(subject, BackpressureStrategy.ERROR));
    }

    @Override
    public Publisher<String> publisher() {
      return flowable();
    }

    @Override
    public Observable<String> observable() {
      return seen(subject);
    }

    @Override
    public Single<String> single() {
      return seen(subject.firstOrError());
    }

    @Override
    public Maybe<String> maybe() {
      return seen(subject.firstElement());
    }

    @Override
    public Completable completable() {
      return seen(subject.ignoreElements());
    }
  }

  interface Call {
    Disposable on(Results results);
  }

  /** Calls a method, subscribes if need be, and says how to cancel. */
  record Kind(String name, boolean isChain, Call call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Disposable cancelling(Future<?> future) {
    return Disposable.fromFuture(future, true);
  }

  static Stream<Kind> kinds() {
    Consumer<Throwable> ignored = failure -> {};
    return Stream.of(
        new Kind("future", false, results -> cancelling(results.future())),
        new Kind("stage", false, results -> cancelling(results.stage().toCompletableFuture())),
        new Kind("plain", false, results -> cancelling(results.plain())),
        new Kind("listenable", false, results -> cancelling(results.listenable())),
        new Kind("flowable", true, r -> r.flowable().subscribe(item -> {}, ignored::accept)),
        new Kind(
            "publisher",
            true,
            r -> Flowable.fromPublisher(r.publisher()).subscribe(item -> {}, ignored::accept)),
        new Kind("observable", true, r -> r.observable().subscribe(item -> {}, ignored::accept)),
        new Kind("single", true, r -> r.single().subscribe(item -> {}, ignored::accept)),
        new Kind("maybe", true, r -> r.maybe().subscribe(item -> {}, ignored::accept)),
        new Kind("completable", true, r -> r.completable().subscribe(() -> {}, ignored::accept)));
  }

  private final Source source = new Source();

  private Results traced() {
    return TracedProxy.of(TracedOperations.of(collected.sdk), Results.class, source);
  }

  private SpanData span() {
    assertThat(collected.spans()).hasSize(1);
    assertThat(collected.spans().get(0).getSpanContext()).isEqualTo(source.seen.getSpanContext());
    return collected.spans().get(0);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void openUntilItSucceeds(Kind kind) {
    kind.call.on(traced());
    assertThat(collected.spans()).isEmpty();
    source.succeed();
    assertThat(span().getAttributes().get(stringKey("error.type"))).isNull();
    assertThat(span().getName()).isEqualTo("Results." + kind.name);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void endsWithItsFailure(Kind kind) {
    kind.call.on(traced());
    source.fail(new TimeoutException("on purpose"));
    assertThat(span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.util.concurrent.TimeoutException");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void cancellationReachesTheTargetAndEndsIt(Kind kind) {
    kind.call.on(traced()).dispose();
    assertThat(source.isCancelled()).isTrue();
    if (kind.isChain) {
      assertThat(span().getAttributes().get(booleanKey("baton.operation.abandoned"))).isTrue();
    } else {
      assertThat(span().getAttributes().get(stringKey("error.type")))
          .isEqualTo("java.util.concurrent.CancellationException");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nullEndsIt(Kind kind) {
    Results none =
        (Results)
            Proxy.newProxyInstance(
                Results.class.getClassLoader(),
                new Class<?>[] {Results.class},
                (proxy, method, arguments) -> null);
    Results traced = TracedProxy.of(TracedOperations.of(collected.sdk), Results.class, none);
    assertThat(catchThrowable(() -> kind.call.on(traced)))
        .isInstanceOf(NullPointerException.class); // of the test's own
    assertThat(collected.spans()).hasSize(1);
    assertThat(collected.spans().get(0).getAttributes().get(stringKey("error.type"))).isNull();
  }

  @ParameterizedTest
  @MethodSource("chains")
  void eachLaterSubscriptionHasASpanOfItsOwn(Kind kind) {
    Observable<String> twice = traced().observable();
    twice.subscribe();
    twice.subscribe();
    source.succeed();
    assertThat(collected.spans()).hasSize(2);
    assertThat(collected.spans()).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
  }

  static Stream<Kind> chains() {
    return kinds().filter(kind -> kind.name.equals("observable"));
  }
}
