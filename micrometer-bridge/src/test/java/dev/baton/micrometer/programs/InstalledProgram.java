package dev.baton.micrometer.programs;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import dev.baton.context.testing.TestContexts;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** Installs Baton where other accessors have been registered before. */
public final class InstalledProgram {
  private static final ContextKey<String> SPAN = ContextKey.named("span");
  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  private InstalledProgram() {}

  /** Prints what is found. */
  public static void main(String[] args) {
    ContextRegistry registry = ContextRegistry.getInstance();
    registry.registerThreadLocalAccessor(
        new dev.baton.micrometer.OpenTelemetryContextAccessor()); // behind that of the Observation
    Installation installation = Baton.install();
    registry.registerThreadLocalAccessor("user", USER);
    installation.steps().forEach(System.out::println);
    System.out.println("installed: " + Propagation.installed());
    System.out.println("first: " + registry.getThreadLocalAccessors().get(0));

    USER.set("Ann");
    Supplier<String> task = Propagation.installed().wrapSupplier(USER::get);
    USER.set("Bob");
    System.out.println("in a task: " + task.get());
    System.out.println("in Reactor: " + inReactor());
    installation.close();
    System.out.println("closed: " + Propagation.installed());
  }

  /** An Observation that was written into Reactor's context after ours was captured. */
  private static String inReactor() {
    Hooks.enableAutomaticContextPropagation();
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new Spans());
    Observation observation = Observation.start("observation", observations);
    try (Scope scope = TestContexts.named("A").makeCurrent()) {
      return Mono.fromSupplier(
              () -> TestContexts.currentName() + ", span of an " + Context.current().get(SPAN))
          .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, observation))
          .block();
    }
  }

  private static final class Spans implements ObservationHandler<Observation.Context> {
    private Scope scope = Scope.noop();

    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void onScopeOpened(Observation.Context observed) {
      scope = Context.current().with(SPAN, observed.getName()).makeCurrent();
    }

    @Override
    public void onScopeClosed(Observation.Context observed) {
      scope.close();
    }

    @Override
    public boolean supportsContext(Observation.Context observed) {
      return true;
    }
  }
}
