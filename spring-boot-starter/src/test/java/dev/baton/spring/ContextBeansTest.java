package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.ScheduledExecutorFactoryBean;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

@Timeout(60)
final class ContextBeansTest {
  private static final ContextKey<String> USER = ContextKey.named("user");

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(BatonAutoConfiguration.class))
          .withUserConfiguration(Beans.class);

  @Configuration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    ExecutorService service() {
      return Executors.newSingleThreadExecutor();
    }

    @Bean
    ScheduledExecutorService scheduledService() {
      return Executors.newSingleThreadScheduledExecutor();
    }

    @Bean
    ExecutorService wrappedAlready() {
      return ContextExecutors.wrap(Executors.newSingleThreadExecutor());
    }

    @Bean
    ScheduledExecutorFactoryBean factoryBean() {
      return new ScheduledExecutorFactoryBean();
    }

    @Bean
    ThreadPoolTaskExecutor poolExecutor() {
      return new ThreadPoolTaskExecutor();
    }

    @Bean
    ThreadPoolTaskScheduler poolScheduler() {
      return new ThreadPoolTaskScheduler();
    }

    @Bean
    SimpleAsyncTaskExecutor simple() {
      return new SimpleAsyncTaskExecutor();
    }

    @Bean
    SimpleAsyncTaskScheduler simpleScheduler() {
      return new SimpleAsyncTaskScheduler();
    }

    @Bean(destroyMethod = "")
    ConcurrentTaskExecutor adapter() {
      return new ConcurrentTaskExecutor(Runnable::run);
    }

    @Bean
    ScheduledExecutorService inner() {
      return Executors.newSingleThreadScheduledExecutor();
    }

    @Bean
    ConcurrentTaskScheduler adaptedScheduler(@Qualifier("inner") ScheduledExecutorService inner) {
      return new ConcurrentTaskScheduler(inner);
    }

    @Bean
    AsyncTaskExecutor ofInterface() {
      return new VirtualThreadTaskExecutor();
    }

    @Bean
    VirtualThreadTaskExecutor ofClass() {
      return new VirtualThreadTaskExecutor();
    }
  }

  @BeforeAll
  static void install() {
    Baton.install();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service",
        "scheduledService",
        "wrappedAlready",
        "factoryBean",
        "poolExecutor",
        "poolScheduler",
        "simple",
        "simpleScheduler",
        "adapter",
        "inner",
        "adaptedScheduler",
        "ofInterface"
      })
  void executorRunsATaskUnderItsSubmittersContext(String bean) {
    application.run(
        context -> {
          Executor executor = context.getBean(bean, Executor.class);
          assertThat(seen(executor::execute)).isEqualTo("Ann");
          assertThat(report(context.getBean(ContextBeans.class), bean)).contains("true");
        });
  }

  @Test
  void executorOfAClassIsLeftAsItIs() {
    application.run(
        context -> {
          assertThat(seen(context.getBean("ofClass", Executor.class)::execute)).isNull();
          assertThat(report(context.getBean(ContextBeans.class), "ofClass"))
              .contains("false", "declared as " + VirtualThreadTaskExecutor.class.getName());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"poolScheduler", "simpleScheduler", "adaptedScheduler"})
  void taskThatIsScheduledOnceRunsUnderItsSubmittersContext(String bean) {
    application.run(
        context -> {
          TaskScheduler scheduler = context.getBean(bean, TaskScheduler.class);
          assertThat(seen(task -> scheduler.schedule(task, Instant.now()))).isEqualTo("Ann");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"poolScheduler", "simpleScheduler", "adaptedScheduler"})
  void periodicTaskRunsUnderRootWhoeverSchedulesIt(String bean) {
    application.run(
        context -> {
          TaskScheduler scheduler = context.getBean(bean, TaskScheduler.class);
          Duration period = Duration.ofMillis(1);
          assertThat(seen(task -> scheduler.scheduleAtFixedRate(task, period))).isNull();
          assertThat(seen(task -> scheduler.scheduleWithFixedDelay(task, period))).isNull();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"poolScheduler", "simpleScheduler"})
  void taskOfATriggerRunsUnderRootWhoeverSchedulesIt(String bean) {
    application.run(
        context -> {
          TaskScheduler scheduler = context.getBean(bean, TaskScheduler.class);
          PeriodicTrigger trigger = new PeriodicTrigger(Duration.ofMillis(1));
          assertThat(seen(task -> scheduler.schedule(task, trigger))).isNull();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"baton.executors=false", "baton.exclude=s*", "baton.enabled=false"})
  void executorsAreLeftAsTheyAreWhereAPropertySaysSo(String property) {
    application
        .withPropertyValues(property)
        .run(
            context -> {
              assertThat(seen(context.getBean("service", Executor.class)::execute)).isNull();
              assertThat(seen(context.getBean("simple", Executor.class)::execute)).isNull();
            });
  }

  @Test
  void beanOfTypePropagationSaysWhatIsCarried() {
    application
        .withPropertyValues("baton.hooks=false")
        .withBean(Propagation.class, Propagation::root)
        .run(
            context -> {
              assertThat(seen(context.getBean("service", Executor.class)::execute)).isNull();
              assertThat(seen(context.getBean("simple", Executor.class)::execute)).isNull();
            });
  }

  @Test
  void beanOfTypePropagationIsInstalledForTheHooksToo() {
    try {
      application
          .withBean(Propagation.class, Propagation::root)
          .run(
              context -> {
                assertThat(seen(context.getBean("service", Executor.class)::execute)).isNull();
                assertThat(seen(task -> Propagation.installed().wrap(task).run())).isNull();
              });
    } finally {
      Baton.install().close();
      Baton.install();
    }
  }

  @Test
  void poolThatIsABeanIsShutDownWithTheApplication() throws Exception {
    CompletableFuture<ExecutorService> pool = new CompletableFuture<>();
    application.run(context -> pool.complete(context.getBean("service", ExecutorService.class)));
    assertThat(pool.get().awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private static String report(ContextBeans beans, String name) {
    return String.valueOf(
        beans.reports().stream().filter(report -> report.bean().equals(name)).toList());
  }

  /** What a task sees that is handed over under Ann's context. */
  private static @Nullable String seen(Consumer<Runnable> executor) throws InterruptedException {
    CompletableFuture<@Nullable String> seen = new CompletableFuture<>();
    CountDownLatch started = new CountDownLatch(1);
    try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
      executor.accept(
          () -> {
            seen.complete(Context.current().get(USER));
            started.countDown();
          });
      started.await();
    }
    return seen.join();
  }
}
