package dev.baton.spring.app;

import io.opentelemetry.api.trace.Tracer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A web application with executors of its own, which knows nothing of Baton. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@Import({
  Tracing.class,
  OwnExecutors.class,
  Mail.class,
  RequestController.class,
  SuspendController.class
})
public class MvcApplication {
  /** What it serves; each does two pieces of work. */
  public static final String PATHS =
      "/async,/pool,/future,/decorated,/later,/callable,/rx,/reactor,/suspend,/mono";

  @Bean
  RequestSpans requestSpans(Tracer tracer) {
    return new RequestSpans(tracer);
  }
}
