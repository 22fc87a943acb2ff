package dev.baton.spring.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The executors that the applications define. */
@Configuration(proxyBeanMethods = false)
class OwnExecutors {

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
