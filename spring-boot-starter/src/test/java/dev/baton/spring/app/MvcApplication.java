package dev.baton.spring.app;

import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A web application with executors of its own, which knows nothing of Baton. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@Import({Tracing.class, MvcController.class, Mail.class})
public class MvcApplication {
  /** What it serves; each does two pieces of work. */
  public static final String PATHS =
      "/async,/pool,/future,/decorated,/later,/callable,/rx,/reactor";

  @Bean
  RequestSpans requestSpans(Tracer tracer) {
    return new RequestSpans(tracer);
  }

  @Bean
  ExecutorService pool() {
    return Executors.newFixedThreadPool(4);
  }

  /** Injected by its class: it cannot be replaced. */
  @Bean
  ThreadPoolExecutor declaredByClass() {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  @Bean
  ExecutorService leftOut() {
    return Executors.newSingleThreadExecutor();
  }

  /** Has a decorator of its own, and counts by it. */
  @Bean(defaultCandidate = false)
  ThreadPoolTaskExecutor decorated(Mail mail) {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(4);
    executor.setTaskDecorator(
        task -> {
          mail.decorated().increment();
          return task;
        });
    return executor;
  }
}
