package dev.baton.examples;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A request that is being served. Each of its callbacks should find it in the current context. */
final class Request {
  /** Work that a callback does. */
  interface Work {
    void run() throws Exception;
  }

  /** Work that stands for a wait for a disk or a database. */
  static final Work WAIT = () -> Thread.sleep(1);

  static final ContextKey<Request> KEY = ContextKey.named("dev.baton.examples.request");

  private static final int PATIENCE_SECONDS = 30;

  private final long number;
  private final String traceId;
  private final Tracer tracer;
  private final Tally tally;
  private final List<Row> expected = new ArrayList<>();
  private final Queue<Row> ran = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  Request(long number, String traceId, Tracer tracer, Tally tally, List<Row> rows) {
    this.number = number;
    this.traceId = traceId;
    this.tracer = tracer;
    this.tally = tally;
    for (Row row : rows) {
      for (int i = 0; i < row.callbacks(); i++) {
        expected.add(row);
      }
    }
    this.left = new AtomicInteger(expected.size());
  }

  long number() {
    return number;
  }

  SpanBuilder span(String name) {
    return Tracing.span(tracer, name, number);
  }

  /** Whose context is current: both the request that it names and its trace have to be right. */
  Found found() {
    Context current = Context.current();
    Request request = current.get(KEY);
    if (request == null) {
      return Found.MISSING;
    }
    String trace = Span.fromContext(current).getSpanContext().getTraceId();
    return request == this && trace.equals(traceId) ? Found.RIGHT : Found.ANOTHERS;
  }

  /** What a boundary hands on, to be run on the far side. */
  Callback callback(Row row, String spanName) {
    return new Callback(this, row, spanName);
  }

  /** Looks, then works in a span of its own. */
  void run(Row row, String spanName, long waitedNanos, Work work) {
    tally.count(row, found());
    SpanBuilder builder = span(spanName).setAttribute(Tracing.WAIT, waitedNanos / 1e9);
    Request other = Context.current().get(KEY);
    if (other != null && other != this) {
      builder.setAttribute(Tracing.FOUND, other.number);
    }
    Span span = builder.startSpan();
    try (Scope scope = span.makeCurrent()) {
      work.run();
    } catch (Exception e) {
      failIf(e);
    } finally {
      span.end();
    }
    ran.add(row);
    if (left.decrementAndGet() == 0) {
      done.complete(null);
    }
  }

  void failIf(@Nullable Throwable failure) {
    if (failure != null) {
      done.completeExceptionally(failure);
    }
  }

  /** Returns when all callbacks have run. */
  void await() throws InterruptedException {
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RunFailed failure
          ? failure
          : new RunFailed(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      List<Row> missing = new ArrayList<>(expected);
      ran.forEach(missing::remove);
      throw new RunFailed(
          "no callback after "
              + PATIENCE_SECONDS
              + " s: "
              + String.join(", ", missing.stream().map(Row::name).toList()));
    }
  }
}
