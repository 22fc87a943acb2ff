package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.Baton;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Row ROW = new Row("a", "", 1);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final Tracing tracing = new Tracing("shop", Wiring.WRAPPED, new Sample(1, 2));
  private final Tally tally = new Tally(List.of(ROW));
  private final Request request = request(1);

  @BeforeAll
  static void install() {
    Baton.install();
  }

  private Request request(long number) {
    return new Request(number, TRACE, tracing.tracer(), tally, List.of(ROW));
  }

  private static Context context(Request request, String trace) {
    SpanContext span =
        SpanContext.create(
            trace, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Request.KEY, request).with(Span.wrap(span));
  }

  private Found foundUnder(Context context) {
    try (Scope scope = context.makeCurrent()) {
      return request.found();
    }
  }

  @Test
  void findsItsOwnContext() {
    assertThat(foundUnder(context(request, TRACE))).isEqualTo(Found.RIGHT);
  }

  @Test
  void findsNone() {
    assertThat(request.found()).isEqualTo(Found.MISSING);
  }

  @Test
  void findsThatOfAnotherRequestOfTheSameTrace() {
    assertThat(foundUnder(context(request(2), TRACE))).isEqualTo(Found.ANOTHERS);
  }

  @Test
  void findsThatOfAnotherTrace() {
    assertThat(foundUnder(context(request, OTHER_TRACE))).isEqualTo(Found.ANOTHERS);
  }

  @Test
  void isDoneWhenItsCallbacksHaveRun() throws InterruptedException {
    request.callback(ROW, "look").run();

    request.await();
    assertThat(tally.counts()).containsEntry(ROW, new Counts(0, 1, 0));
    assertThat(tracing.spans()).extracting(FinishedSpan::name).containsExactly("look");
  }

  @Test
  void spanOfACallbackSaysHowLongItWaited() {
    long before = System.nanoTime();
    Callback callback = request.callback(ROW, "look");
    long made = System.nanoTime();
    long later = made;
    while (later == made) {
      later = System.nanoTime();
    }

    callback.run();

    assertThat(span().waited()).isBetween(later - made, System.nanoTime() - before);
    assertThat(span().attributes()).doesNotContainKey(Tracing.FOUND.getKey());
  }

  @Test
  void spanOfACallbackSaysWhoseContextItFound() {
    try (Scope scope = context(request(7), OTHER_TRACE).makeCurrent()) {
      request.callback(ROW, "look").run();
    }

    assertThat(span().attribute(Tracing.FOUND, "")).isEqualTo("7");
  }

  private FinishedSpan span() {
    return tracing.spans().getFirst();
  }

  @Test
  void failsWithItsCallback() {
    request
        .callback(ROW, "look")
        .run(
            () -> {
              throw new IllegalStateException("no more books");
            });

    assertThatThrownBy(request::await)
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("no more books");
  }

  @Test
  void keepsTheSpansOfItsSampleOnly() {
    request(2).callback(ROW, "look").run();

    assertThat(tracing.spans()).isEmpty();
  }
}
