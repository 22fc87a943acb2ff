package dev.baton.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client's and a server's spans of a protocol, which is made up here. */
final class TracedRequestsTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedRequests<Message> requests =
      TracedRequests.of(collected.sdk, new MessageCarrier());
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @AfterEach
  void close() {
    collected.close();
  }

  // @start region="carrier"
  /** Of the protocol. */
  record Message(String method, Map<String, List<String>> headers) {
    static Message of(String method) {
      return new Message(method, new HashMap<>());
    }
  }

  static final class MessageCarrier implements RequestCarrier<Message> {
    @Override
    public String spanName(Message message) {
      return message.method();
    }

    @Override
    public Iterable<String> values(Message message, String header) {
      return message.headers().getOrDefault(header, List.of());
    }

    @Override
    public void set(Message message, String header, String value) {
      message.headers().put(header, List.of(value));
    }

    @Override
    public void describe(Message message, AttributesBuilder attributes) {
      attributes.put("rpc.system.name", "example");
      attributes.put("rpc.method", message.method());
    }

    @Override
    public boolean isTraced(Message message) {
      return !message.method().equals("health");
    }
  }

  /** The client's side: the message has the trace when it is sent. */
  static CompletableFuture<String> call(
      TracedRequests<Message> requests,
      Message message,
      Function<Message, CompletableFuture<String>> send) {
    return requests.call(message, () -> send.apply(message));
  }

  /** The server's side: the span is a child of the client's. */
  static CompletableFuture<String> serve(
      TracedRequests<Message> requests,
      Message message,
      Function<Message, CompletableFuture<String>> handler) {
    return requests.serve(message, () -> handler.apply(message));
  }

  // @end

  private SpanData span(SpanKind kind) {
    List<SpanData> spans =
        collected.spans().stream().filter(span -> span.getKind() == kind).toList();
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  @Test
  void serversSpanIsAChildOfTheClients() {
    CompletableFuture<String> called =
        call(requests, Message.of("buy"), sent -> serve(requests, sent, received -> answer));
    assertThat(collected.spans()).isEmpty();
    answer.complete("bought");
    assertThat(Calls.get(called)).isEqualTo("bought");
    SpanData client = span(SpanKind.CLIENT);
    SpanData server = span(SpanKind.SERVER);
    assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
    assertThat(server.getTraceId()).isEqualTo(client.getTraceId());
    assertThat(server.getParentSpanContext().isRemote()).isTrue();
    for (SpanData span : collected.spans()) {
      assertThat(span.getName()).isEqualTo("buy");
      assertThat(span.getAttributes().get(stringKey("rpc.method"))).isEqualTo("buy");
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }
  }

  @Test
  void baggageTravels() {
    CompletableFuture<String> called;
    try (Scope scope = Baggage.builder().put("tenant", "a b").build().makeCurrent()) {
      called =
          call(
              requests,
              Message.of("buy"),
              sent ->
                  serve(
                      requests,
                      sent,
                      received ->
                          CompletableFuture.completedFuture(
                              String.valueOf(Baggage.current().getEntryValue("tenant")))));
    }
    assertThat(Calls.get(called)).isEqualTo("a b");
  }

  @Test
  void requestIsServedUnderNothingElseThanItsHeaders() {
    Context leftover = Context.current().with(Baggage.builder().put("tenant", "other").build());
    Span stranger = collected.sdk.getTracer("test").spanBuilder("stranger").startSpan();
    CompletableFuture<String> served;
    try (Scope scope = leftover.with(stranger).makeCurrent()) {
      served =
          serve(
              requests,
              Message.of("buy"),
              received ->
                  CompletableFuture.completedFuture(
                      String.valueOf(Baggage.current().getEntryValue("tenant"))));
    }
    assertThat(Calls.get(served)).isEqualTo("null");
    assertThat(span(SpanKind.SERVER).getParentSpanId()).isEqualTo(SpanId.getInvalid());
  }

  @Test
  void peerWithoutTracingIsServedAndServes() {
    Message plain = Message.of("buy");
    CompletableFuture<String> served = serve(requests, plain, received -> answer);
    CompletableFuture<String> called = call(requests, Message.of("buy"), sent -> answer);
    answer.complete("bought");
    assertThat(Calls.get(served)).isEqualTo("bought");
    assertThat(Calls.get(called)).isEqualTo("bought");
    assertThat(plain.headers()).isEmpty();
    assertThat(span(SpanKind.SERVER).getParentSpanId()).isEqualTo(SpanId.getInvalid());
  }

  @Test
  void failureEndsBoth() {
    CompletableFuture<String> called =
        call(requests, Message.of("buy"), sent -> serve(requests, sent, received -> answer));
    answer.completeExceptionally(new IOException("on purpose"));
    assertThatThrownBy(called::get).hasCauseInstanceOf(IOException.class);
    assertErrors("java.io.IOException");
  }

  @Test
  void cancellationEndsBoth() {
    CompletableFuture<String> called =
        call(requests, Message.of("buy"), sent -> serve(requests, sent, received -> answer));
    assertThat(called.cancel(true)).isTrue();
    assertThat(answer).isCancelled();
    assertErrors(CancellationException.class.getName());
  }

  @Test
  void timeoutEndsIt() {
    CompletableFuture<String> called =
        call(requests, Message.of("buy"), sent -> answer.orTimeout(1, TimeUnit.MILLISECONDS));
    assertThatThrownBy(called::get).hasRootCauseInstanceOf(TimeoutException.class);
    assertErrors("java.util.concurrent.TimeoutException");
  }

  @Test
  void handlerThatThrowsEndsItAndThrows() {
    assertThatThrownBy(
            () ->
                serve(
                    requests,
                    Message.of("buy"),
                    received -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertErrors("java.lang.IllegalStateException");
  }

  private void assertErrors(String type) {
    assertThat(collected.spans()).isNotEmpty();
    for (SpanData span : collected.spans()) {
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo(type);
    }
  }

  @Test
  void callWithoutAnAnswerIsOpen() {
    CompletableFuture<String> called =
        call(requests, Message.of("buy"), sent -> serve(requests, sent, received -> answer));
    assertThat(called).isNotDone();
    assertThat(collected.spans()).isEmpty();
  }

  @Test
  void traceThatAnExcludedRequestHasPassesThroughIt() {
    Span caller = collected.sdk.getTracer("test").spanBuilder("caller").startSpan();
    CompletableFuture<String> called;
    try (Scope scope = caller.makeCurrent()) {
      called =
          call(
              requests,
              Message.of("health"),
              sent ->
                  serve(
                      requests,
                      sent,
                      received ->
                          CompletableFuture.completedFuture(
                              Span.current().getSpanContext().getSpanId())));
    }
    assertThat(Calls.get(called)).isEqualTo(caller.getSpanContext().getSpanId());
    assertThat(collected.spans()).isEmpty(); // nobody has ended the caller's
  }

  @Test
  void headersOfARequestThatIsSentAgainAreReplaced() {
    Message message = Message.of("buy");
    requests.startCall(message).end();
    TracedOperation again = requests.startCall(message);
    assertThat(message.headers().get("traceparent"))
        .singleElement()
        .asString()
        .contains(Span.fromContext(again.context()).getSpanContext().getSpanId());
    again.end();
  }

  @Test
  void carrierThatThrowsIsReportedAndTheRequestGoesOn() {
    TracedRequests<Message> failing = TracedRequests.of(collected.sdk, new FailingCarrier());
    try (LogCapture log = LogCapture.start()) {
      CompletableFuture<String> called =
          call(failing, Message.of("buy"), sent -> serve(failing, sent, received -> answer));
      answer.complete("bought");
      assertThat(Calls.get(called)).isEqualTo("bought");
      assertThat(log.messages()).isNotEmpty().allMatch(text -> text.contains("FailingCarrier"));
    }
    assertThat(span(SpanKind.CLIENT).getName()).isEqualTo("TracedRequestsTest$FailingCarrier");
    assertThat(span(SpanKind.SERVER).getParentSpanId()).isEqualTo(SpanId.getInvalid());
  }

  @Test
  void propagatorThatThrowsDoesNotStopARequest() {
    OpenTelemetry failing =
        new OpenTelemetry() {
          @Override
          public TracerProvider getTracerProvider() {
            return collected.sdk.getTracerProvider();
          }

          @Override
          public ContextPropagators getPropagators() {
            throw new IllegalStateException("on purpose");
          }
        };
    TracedRequests<Message> traced = TracedRequests.of(failing, new MessageCarrier());
    CompletableFuture<String> called =
        call(traced, Message.of("buy"), sent -> serve(traced, sent, received -> answer));
    answer.complete("bought");
    assertThat(Calls.get(called)).isEqualTo("bought");
    assertThat(collected.spans()).hasSize(2);
  }

  @Test
  void withoutAnOpenTelemetryNothingIsWritten() {
    TracedRequests<Message> global = TracedRequests.global(new MessageCarrier());
    Message message = Message.of("buy");
    CompletableFuture<String> called =
        call(global, message, sent -> serve(global, sent, received -> answer));
    answer.complete("bought");
    assertThat(Calls.get(called)).isEqualTo("bought");
    assertThat(message.headers()).isEmpty();
  }

  @Test
  void nullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> TracedRequests.of(null, new MessageCarrier()))
        .withMessage("openTelemetry");
    assertThatNullPointerException()
        .isThrownBy(() -> TracedRequests.global(null))
        .withMessage("carrier");
    assertThatNullPointerException()
        .isThrownBy(() -> requests.startCall(null))
        .withMessage("request");
    assertThatNullPointerException()
        .isThrownBy(() -> requests.startServing(null))
        .withMessage("request");
    assertThatNullPointerException()
        .isThrownBy(() -> requests.call(Message.of("buy"), null))
        .withMessage("call");
    assertThatNullPointerException()
        .isThrownBy(() -> requests.serve(Message.of("buy"), null))
        .withMessage("handler");
    assertThat(collected.spans()).isEmpty();
  }

  /** Nothing of it works. */
  private static final class FailingCarrier implements RequestCarrier<Message> {
    private static IllegalStateException failure() {
      return new IllegalStateException("on purpose");
    }

    @Override
    public String spanName(Message message) {
      throw failure();
    }

    @Override
    public Iterable<String> values(Message message, String header) {
      throw failure();
    }

    @Override
    public void set(Message message, String header, String value) {
      throw failure();
    }

    @Override
    public void describe(Message message, AttributesBuilder attributes) {
      throw failure();
    }

    @Override
    public boolean isTraced(Message message) {
      throw failure();
    }
  }
}
