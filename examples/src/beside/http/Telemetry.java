package beside.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An SDK, and the spans that have ended. */
final class Telemetry implements SpanProcessor {
  static final ContextKey<String> NAME = ContextKey.named("name");

  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(this).build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  final Tracer tracer = sdk.getTracer("beside");
  private final List<SpanData> ended = new ArrayList<>();

  /** Somebody's context: their name and a span of that name. */
  Context context(String name) {
    Span span = tracer.spanBuilder(name).setNoParent().startSpan();
    return Context.root().with(NAME, name).with(span);
  }

  /** Whose context is current, and the span in it if it is not theirs. */
  static String here() {
    String name = Context.current().get(NAME);
    String span = Span.current() instanceof ReadableSpan here ? here.getName() : null;
    if (name == null) {
      return span == null ? "nobody" : "in " + span;
    }
    return name.equals(span) ? name : name + " in " + span;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public synchronized void onEnd(ReadableSpan span) {
    ended.add(span.toSpanData());
    notifyAll();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** All that have ended, as soon as there are so many. */
  synchronized List<SpanData> await(int spans) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Loopback.SECONDS);
    while (ended.size() < spans) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException("of " + spans + " spans have ended only " + ended);
      }
      wait(left);
    }
    return List.copyOf(ended);
  }

  /** The only one of its kind among so many. */
  SpanData await(int spans, SpanKind kind) throws InterruptedException {
    List<SpanData> all = await(spans).stream().filter(span -> span.getKind() == kind).toList();
    if (all.size() != 1) {
      throw new IllegalStateException("not one: " + all);
    }
    return all.getFirst();
  }
}
