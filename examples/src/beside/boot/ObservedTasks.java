package beside.boot;

import dev.baton.examples.beside.Crossings;
import dev.baton.examples.beside.Submitter;
import dev.baton.executors.ContextExecutors;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.slf4j.MDC;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/** Tasks of one Observation, on Boot's executor and on a pool that is wrapped. */
@Component
final class ObservedTasks {
  private final ObservationRegistry registry;
  private final AsyncTaskExecutor boots;
  private final BootProgram.ScopeEvents events;

  ObservedTasks(
      ObservationRegistry registry,
      AsyncTaskExecutor applicationTaskExecutor,
      BootProgram.ScopeEvents events) {
    this.registry = registry;
    this.boots = applicationTaskExecutor;
    this.events = events;
  }

  void all(Crossings crossings) throws Exception {
    try (ExecutorService raw = Executors.newSingleThreadExecutor()) {
      Observation observation =
          Observation.createNotStarted("request", registry).contextualName("observed").start();
      try (Observation.Scope scope = observation.openScope()) {
        run("boot's executor", boots, observation);
        run("boot's executor, wrapped", ContextExecutors.wrap((Executor) boots), observation);
        run("wrapped pool", ContextExecutors.wrap(raw), observation);
        run("the thread itself", Runnable::run, observation);
        raw.submit(events::take).get();
        ExecutorService pool = ContextExecutors.wrap(raw);
        pool.submit(() -> "a task").get();
        System.out.println("events of a task: " + raw.submit(events::take).get());
        pool.submit(ObservedTasks::leak).get();
        System.out.println("events of a leak: " + raw.submit(events::take).get());
      }
      observation.stop();
      run("boot's executor afterwards", boots, observation);
      run("raw pool afterwards", raw, observation);
      run("the thread afterwards", Runnable::run, observation);
    }
    System.out.println("threads afterwards: " + crossings.afterwards());
  }

  /** Leaves the scope of a span open, as no task should. */
  @SuppressWarnings("MustBeClosedChecker")
  private static void leak() {
    Context.root().with(Span.current()).makeCurrent();
  }

  private void run(String what, Executor executor, Observation observation) throws Exception {
    SpanContext submitter = Span.current().getSpanContext();
    FutureTask<String> task = new FutureTask<>(() -> seen(submitter, observation));
    executor.execute(task);
    System.out.println(what + ": " + task.get());
  }

  private String seen(SpanContext submitter, Observation observation) {
    SpanContext here = Span.current().getSpanContext();
    if (!here.isValid() && MDC.get("traceId") == null && registry.getCurrentObservation() == null) {
      return Submitter.here();
    }
    if (here.getSpanId().equals(submitter.getSpanId())) {
      Observation.createNotStarted("part", registry)
          .contextualName("observed callback")
          .observe(() -> {});
    }
    return (here.getSpanId().equals(submitter.getSpanId()) ? "in its span" : "in no span")
        + (here.getTraceId().equals(MDC.get("traceId")) ? ", logged" : ", not logged")
        + (registry.getCurrentObservation() == observation ? ", observed" : "");
  }
}
