package dev.baton.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/** Makes an Observation's span current in OpenTelemetry's context, as Micrometer Tracing does. */
final class TracingHandler implements ObservationHandler<Observation.Context> {
  static final ContextKey<String> SPAN = ContextKey.named("span");

  final AtomicLong opened = new AtomicLong();
  final AtomicLong closed = new AtomicLong();
  private final ThreadLocal<Deque<Scope>> scopes = ThreadLocal.withInitial(ArrayDeque::new);

  @Override
  @SuppressWarnings("MustBeClosedChecker") // onScopeClosed closes it
  public void onScopeOpened(Observation.Context observed) {
    opened.incrementAndGet();
    scopes.get().push(Context.current().with(SPAN, observed.getName()).makeCurrent());
  }

  @Override
  public void onScopeClosed(Observation.Context observed) {
    closed.incrementAndGet();
    scopes.get().pop().close();
  }

  @Override
  public boolean supportsContext(Observation.Context observed) {
    return true;
  }
}
