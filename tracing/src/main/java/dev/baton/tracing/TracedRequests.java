package dev.baton.tracing;

import dev.baton.context.storage.Reports;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans of a protocol's requests, on its client and on its server, with the trace in the message.
 * For a protocol that no instrumentation knows; what the messages look like, a {@link
 * RequestCarrier} says.
 *
 * {@snippet file="dev/baton/tracing/TracedRequestsTest.java" region="carrier"}
 *
 * <p>Headers are written and read by the propagators of the {@link OpenTelemetry}. A request is
 * served under what its message says, and under nothing else that happens to be current: a peer
 * that sends no trace, or nonsense, begins a new one. Of a peer's headers no more than 8,192
 * characters are read for each name.
 *
 * <p>Immutable and thread-safe. A null argument is refused with a {@link NullPointerException} that
 * names it.
 *
 * @param <R> a request
 */
public final class TracedRequests<R> {
  private final Connection connection;
  private final RequestCarrier<? super R> carrier;
  private final ReceivedHeaders<R> received;

  private TracedRequests(Connection connection, RequestCarrier<? super R> carrier) {
    this.connection = connection;
    this.carrier = Objects.requireNonNull(carrier, "carrier");
    this.received = new ReceivedHeaders<>(carrier);
  }

  /** Spans of this one. */
  public static <R> TracedRequests<R> of(
      OpenTelemetry openTelemetry, RequestCarrier<? super R> carrier) {
    Objects.requireNonNull(openTelemetry, "openTelemetry");
    return new TracedRequests<>(new Connection(() -> openTelemetry), carrier);
  }

  /**
   * Spans of {@link GlobalOpenTelemetry}; as long as that has not been set, none, and nothing is
   * written or read.
   */
  public static <R> TracedRequests<R> global(RequestCarrier<? super R> carrier) {
    return new TracedRequests<>(Connection.toGlobal(), carrier);
  }

  /**
   * Calls a peer, with a client's span that ends when the answer is there.
   *
   * @param request gets the headers before the call
   * @param call sends it. Called at once, on this thread, with the span current
   * @return as {@link TracedOperations#trace} returns it
   */
  public <T extends @Nullable Object> CompletableFuture<T> call(
      R request, Supplier<? extends CompletionStage<T>> call) {
    Objects.requireNonNull(call, "call");
    return follow(startCall(request), call);
  }

  /**
   * Serves a peer's request, with a server's span that ends when the answer is there.
   *
   * @param request has the headers
   * @param handler answers it. Called at once, on this thread, with the span current
   * @return as {@link TracedOperations#trace} returns it
   */
  public <T extends @Nullable Object> CompletableFuture<T> serve(
      R request, Supplier<? extends CompletionStage<T>> handler) {
    Objects.requireNonNull(handler, "handler");
    return follow(startServing(request), handler);
  }

  private static <T extends @Nullable Object> CompletableFuture<T> follow(
      TracedOperation operation, Supplier<? extends CompletionStage<T>> code) {
    return StageSpan.follow(operation, operation.begin(code));
  }

  /**
   * Starts a client's span, which whoever calls this ends, and writes the headers.
   *
   * @param request about to be sent
   */
  public TracedOperation startCall(R request) {
    Objects.requireNonNull(request, "request");
    TracedOperation operation = start(request, SpanKind.CLIENT, Context.current());
    OpenTelemetry openTelemetry = connection.openTelemetry();
    if (openTelemetry != null) {
      try {
        openTelemetry
            .getPropagators()
            .getTextMapPropagator()
            .inject(operation.context(), request, this::send);
      } catch (Throwable t) {
        Reports.userCodeFailed(carrier, "set", t);
      }
    }
    return operation;
  }

  private void send(@Nullable R request, String header, String value) {
    carrier.set(Objects.requireNonNull(request), header, value);
  }

  /**
   * Starts a server's span, which whoever calls this ends, under what the headers say.
   *
   * @param request as it has come
   */
  public TracedOperation startServing(R request) {
    Objects.requireNonNull(request, "request");
    return start(request, SpanKind.SERVER, extract(request));
  }

  private Context extract(R request) {
    OpenTelemetry openTelemetry = connection.openTelemetry();
    if (openTelemetry != null) {
      try {
        return openTelemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), request, received);
      } catch (Throwable t) {
        Reports.userCodeFailed(carrier, "values", t);
      }
    }
    return Context.root();
  }

  private TracedOperation start(R request, SpanKind kind, Context parent) {
    OpenTelemetry openTelemetry = connection.openTelemetry();
    if (openTelemetry == null || !isTraced(request)) {
      return TracedOperation.withoutSpan(connection, parent);
    }
    return TracedOperation.start(
        connection,
        openTelemetry,
        name(request),
        parent,
        span -> span.setSpanKind(kind).setAllAttributes(attributes(request)));
  }

  private boolean isTraced(R request) {
    try {
      return carrier.isTraced(request);
    } catch (Throwable t) {
      Reports.userCodeFailed(carrier, "isTraced", t);
      return true;
    }
  }

  private String name(R request) {
    try {
      return Objects.requireNonNull(carrier.spanName(request), "the name of a span");
    } catch (Throwable t) {
      Reports.userCodeFailed(carrier, "spanName", t);
      return SpanNaming.ofClass(carrier);
    }
  }

  private Attributes attributes(R request) {
    AttributesBuilder attributes = Attributes.builder();
    try {
      carrier.describe(request, attributes);
    } catch (Throwable t) {
      Reports.userCodeFailed(carrier, "describe", t);
    }
    return attributes.build();
  }

  @Override
  public String toString() {
    return "TracedRequests[" + SpanNaming.ofClass(carrier) + "]";
  }
}
