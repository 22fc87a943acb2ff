package dev.baton.tracing;

import io.opentelemetry.api.common.AttributesBuilder;

/**
 * What the requests of a protocol look like to a trace: where they carry it, and what their spans
 * are called. A program writes one for each protocol that it has spans for, on a client, a server
 * or both, and gives it to {@link TracedRequests}.
 *
 * {@snippet file="dev/baton/tracing/TracedRequestsTest.java" region="carrier"}
 *
 * <p>It is called by many threads at once, on the thread that starts the call or serves the
 * request. What it throws is reported once, and the request goes on: without that span's name,
 * attributes or headers.
 *
 * @param <R> a request, or its message or headers. On a client and on a server, these are often two
 *     types, with a carrier each
 */
public interface RequestCarrier<R> {

  /**
   * Names a request's span. Low in number, as the semantic conventions want it: the method, not its
   * arguments.
   */
  String spanName(R request);

  /**
   * All values that a request has for a header, in their order; none if it has none. A peer may
   * send anything: what is too long, is there twice, or is nonsense is not used.
   *
   * @param header its name, such as {@code traceparent}, in lower case. Where the protocol's names
   *     have no case, this is to find it in any
   */
  Iterable<String> values(R request, String header);

  /** Sets a header of a request that is about to be sent, in the place of what it has by then. */
  void set(R request, String header, String value);

  /** Adds attributes to a span that is about to start, for samplers to see. */
  default void describe(R request, AttributesBuilder attributes) {}

  /**
   * Whether a request has a span. Without one, the trace still passes through: of a client, the
   * caller's is sent; of a server, the sender's is current.
   */
  default boolean isTraced(R request) {
    return true;
  }
}
