package dev.baton.examples.beside;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Somebody whose callbacks have to run under their context, and whose spans theirs have to join.
 */
public final class Submitter {
  private static final ContextKey<String> NAME = ContextKey.named("submitter");

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final Tracer tracer;
  private final String name;
  private final Span span;
  private final Context context;

  /** Has a span with nothing above it. */
  public Submitter(Tracer tracer, String name) {
    this.tracer = tracer;
    this.name = name;
    this.span = tracer.spanBuilder(name).setNoParent().startSpan();
    this.context = Context.root().with(NAME, name).with(span);
  }

  /** Something that may fail. */
  public interface Action {
    void run() throws Exception;
  }

  /** Runs something under the submitter's context. */
  public void run(Action action) throws Exception {
    try (Scope scope = context.makeCurrent()) {
      action.run();
    }
  }

  /** Makes the submitter's context current until the result is closed. */
  @SuppressWarnings("MustBeClosedChecker") // the caller's to close
  public Scope enter() {
    return context.makeCurrent();
  }

  /** What is to be called at the other side; leaves a span there. */
  public void callback() {
    String here = here();
    boolean isSpan =
        Span.current().getSpanContext().getSpanId().equals(span.getSpanContext().getSpanId());
    seen.add(isSpan && here.equals(name) ? "" : here + (isSpan ? "" : " in another span"));
    tracer.spanBuilder(name + " callback").startSpan().end();
  }

  /** The callback as a function. */
  public <T> T passOn(T argument) {
    callback();
    return argument;
  }

  /** Ends the span; says what the callbacks saw. */
  public String end() {
    span.end();
    return seen.stream().filter(wrong -> !wrong.isEmpty()).findFirst().orElse(seen.size() + " ok");
  }

  /** How often the callback was called. */
  public int callbacks() {
    return seen.size();
  }

  /** Whose context is current on this thread. */
  public static String here() {
    String whose = Context.current().get(NAME);
    if (whose != null) {
      return whose;
    }
    return Span.current().getSpanContext().isValid() ? "somebody's span" : "nobody";
  }

  /** Leaves a scope open, as no task should. */
  @SuppressWarnings("MustBeClosedChecker")
  public static void leak() {
    Context.root().with(NAME, "leaked").makeCurrent();
  }
}
