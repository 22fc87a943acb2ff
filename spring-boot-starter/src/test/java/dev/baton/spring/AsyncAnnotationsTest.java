package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.baton.context.Baton;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

/** Which executor {@code @Async} takes depends on what else is there. */
@Timeout(60)
final class AsyncAnnotationsTest {
  private static final ContextKey<String> USER = ContextKey.named("user");

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  TaskExecutionAutoConfiguration.class, BatonAutoConfiguration.class))
          .withUserConfiguration(Annotated.class);

  static class Mail {
    @Async
    CompletableFuture<@Nullable String> user() {
      return CompletableFuture.completedFuture(Context.current().get(USER));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class Annotated {
    @Bean
    Mail mail() {
      return new Mail();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithAnExecutor {
    @Bean
    ExecutorService pool() {
      return Executors.newSingleThreadExecutor();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithAConfigurer implements AsyncConfigurer, AutoCloseable {
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @Override
    public Executor getAsyncExecutor() {
      return pool;
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  @BeforeAll
  static void install() {
    Baton.install();
  }

  @Test
  void carriesTheContextOnBootsExecutor() {
    application.run(context -> assertThat(seen(context)).isEqualTo("Ann"));
  }

  @Test
  void carriesTheContextWhereAnExecutorOfTheProgramsKeepsBootsAway() {
    application
        .withUserConfiguration(WithAnExecutor.class)
        .run(
            context -> {
              assertThat(seen(context)).isEqualTo("Ann");
              assertThat(context.getBean(ContextBeans.class).reports())
                  .extracting(BeanReport::bean, BeanReport::carried)
                  .contains(tuple("(@Async)", true));
            });
  }

  @Test
  void carriesTheContextOnTheExecutorOfAConfigurer() {
    application
        .withUserConfiguration(WithAConfigurer.class)
        .run(context -> assertThat(seen(context)).isEqualTo("Ann"));
  }

  @Test
  void losesItWhereExecutorsAreSwitchedOff() {
    application
        .withUserConfiguration(WithAnExecutor.class)
        .withPropertyValues("baton.executors=false")
        .run(context -> assertThat(seen(context)).isNull());
  }

  private static @Nullable String seen(ApplicationContext context) {
    try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
      return context.getBean(Mail.class).user().join();
    }
  }
}
