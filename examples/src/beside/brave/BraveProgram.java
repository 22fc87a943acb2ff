package beside.brave;

import brave.Tracing;
import brave.baggage.BaggageFields;
import brave.baggage.CorrelationScopeConfig.SingleCorrelationField;
import brave.context.slf4j.MDCScopeDecorator;
import brave.propagation.CurrentTraceContext;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.examples.beside.Crossings;
import dev.baton.examples.beside.Program;
import dev.baton.examples.beside.Submitter;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.MDC;

/**
 * Brave, whose scope decorator tells SLF4J's MDC of each trace that comes and goes. With "inside"
 * its context is kept in OpenTelemetry's, and the decorator hears nothing of a task: the MDC is
 * carried by itself. Else it is the other way round, by {@link BraveStorage}.
 */
public final class BraveProgram {
  private BraveProgram() {}

  public static void main(String[] args) throws Exception {
    boolean inside = List.of(args).contains("inside");
    CurrentTraceContext.Builder builder =
        inside ? new BraveInOpenTelemetry.Builder() : ThreadLocalCurrentTraceContext.newBuilder();
    CurrentTraceContext.ScopeDecorator mdc =
        MDCScopeDecorator.newBuilder()
            .clear()
            .add(SingleCorrelationField.create(BaggageFields.TRACE_ID))
            .build();
    try (Tracing tracing =
        Tracing.newBuilder().currentTraceContext(builder.addScopeDecorator(mdc).build()).build()) {
      Propagation propagation =
          inside
              ? Propagation.capturing().with(CarriedThreadLocal.slf4jMdc())
              : Propagation.capturing();
      Program.run(
          List.of(args), (tracer, crossings) -> brave(tracing, propagation, tracer, crossings));
    }
  }

  private static void brave(
      Tracing tracing, Propagation propagation, Tracer tracer, Crossings crossings)
      throws Exception {
    try (ExecutorService raw = Executors.newSingleThreadExecutor()) {
      ExecutorService pool = ContextExecutors.wrap(raw, propagation);
      Submitter submitter = new Submitter(tracer, "brave A");
      TraceContext trace = tracing.tracer().newTrace().context();
      crossings.cross(
          "brave",
          () -> {
            TraceContext now = tracing.currentTraceContext().get();
            TraceContext mine =
                now == null ? trace : now.toBuilder().traceId(trace.traceId()).build();
            try (CurrentTraceContext.Scope scope = tracing.currentTraceContext().newScope(mine)) {
              pool.submit(
                      () -> {
                        submitter.callback();
                        boolean isMine =
                            tracing.currentTraceContext().get().traceId() == mine.traceId();
                        String logged = MDC.get("traceId");
                        System.out.println("brave in a task: " + isMine);
                        System.out.println("mdc in a task: " + mine.traceIdString().equals(logged));
                      })
                  .get();
            }
          },
          submitter);
      System.out.println(
          "brave afterwards: " + raw.submit(() -> tracing.currentTraceContext().get()).get());
      System.out.println(
          "mdc afterwards: "
              + MDC.get("traceId")
              + ", "
              + raw.submit(() -> MDC.get("traceId")).get());
    }
  }
}
