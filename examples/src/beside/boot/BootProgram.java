package beside.boot;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.examples.beside.Crossings;
import dev.baton.examples.beside.JoinedSpans;
import dev.baton.examples.beside.Program;
import io.micrometer.tracing.otel.bridge.EventListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.ContextStorage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A Spring Boot application with Micrometer Tracing, which puts a wrapper around OpenTelemetry's
 * storage when the application starts.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BootProgram {

  /** With "late", Baton is installed by a bean, and not before. */
  public static void main(String[] args) throws Exception {
    if (!List.of(args).contains("late")) {
      Baton.install();
    }
    try (ConfigurableApplicationContext application =
        SpringApplication.run(BootProgram.class, args)) {
      Program.printSteps("at first");
      OpenTelemetry openTelemetry = application.getBean(OpenTelemetry.class);
      try (Crossings crossings = new Crossings(openTelemetry.getTracer("beside"))) {
        crossings.all();
        application.getBean(ObservedTasks.class).all(crossings);
        crossings.raw();
        crossings.leak();
      }
      System.out.println("spans: " + application.getBean(JoinedSpans.class).joined());
      System.out.println("storage: " + ContextStorage.get().getClass().getName());
      Program.printSteps("in the end");
    }
  }

  @Bean
  Installation baton() {
    return Baton.install();
  }

  @Bean
  JoinedSpans joinedSpans() {
    return new JoinedSpans();
  }

  @Bean
  ScopeEvents scopeEvents() {
    return new ScopeEvents();
  }

  /** Hears what Micrometer's wrapper around the storage tells. */
  static final class ScopeEvents implements EventListener {
    private final Map<Thread, StringBuffer> events = new ConcurrentHashMap<>();

    @Override
    public void onEvent(Object event) {
      events
          .computeIfAbsent(Thread.currentThread(), thread -> new StringBuffer())
          .append(event.getClass().getSimpleName().replaceAll("Scope|Event", ""))
          .append(' ');
    }

    /** What it has told on this thread since this was last called there. */
    String take() {
      StringBuffer taken = events.remove(Thread.currentThread());
      return taken == null ? "none" : taken.toString().strip();
    }
  }
}
