package dev.baton.examples.beside;

import dev.baton.context.Baton;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;

/**
 * A program that installs Baton and goes through the {@link Crossings}. What it runs beside is on
 * its class path and its command line.
 */
public final class Program {
  private Program() {}

  /** What a guest adds. */
  public interface Part {
    void run(Tracer tracer, Crossings crossings) throws Exception;
  }

  /**
   * Runs it.
   *
   * @param args "late" to install Baton when a context has been used before; "agent" to leave spans
   *     to the OpenTelemetry agent
   */
  public static void main(String[] args) throws Exception {
    run(List.of(args), (tracer, crossings) -> {});
  }

  /** Runs it, and the guest's part. */
  public static void run(List<String> args, Part part) throws Exception {
    if (args.contains("late")) {
      Context.current();
    }
    Baton.install();
    printSteps("at first");
    JoinedSpans spans = new JoinedSpans();
    Tracer tracer =
        args.contains("agent")
            ? GlobalOpenTelemetry.getTracer("beside")
            : SdkTracerProvider.builder().addSpanProcessor(spans).build().get("beside");
    try (Crossings crossings = new Crossings(tracer)) {
      crossings.all();
      part.run(tracer, crossings);
      crossings.raw();
      System.out.println("scopes left open: " + leftOpen());
      crossings.leak();
    }
    System.out.println("spans: " + spans.joined());
    System.out.println("storage: " + ContextStorage.get().getClass().getName());
    printSteps("in the end");
  }

  /** As far as the storage knows: OpenTelemetry's strict one does. */
  private static String leftOpen() throws Exception {
    if (!(ContextStorage.get() instanceof AutoCloseable strict)) {
      return "not known";
    }
    try {
      strict.close();
      return "none";
    } catch (AssertionError leftOpen) {
      return leftOpen.getMessage();
    }
  }

  /** Prints what {@link Baton#install()} says of itself. */
  public static void printSteps(String when) {
    Baton.install().steps().forEach(step -> System.out.println(when + ": " + step));
  }
}
