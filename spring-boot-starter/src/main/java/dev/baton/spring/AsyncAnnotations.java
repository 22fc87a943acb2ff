package dev.baton.spring;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.AsyncAnnotationBeanPostProcessor;

/**
 * Has {@code @Async} carry the context where its executor is no bean: that of an {@code
 * AsyncConfigurer}, or the one that Spring makes for itself where there is none, as in a program
 * with an {@code ExecutorService} of its own, for which Boot's executor makes way.
 */
final class AsyncAnnotations implements InstantiationAwareBeanPostProcessor, PriorityOrdered {
  private static final String NAME = "@Async";

  private final ConfigurableListableBeanFactory factory;
  private final ObjectProvider<ContextBeans> beans;

  AsyncAnnotations(ConfigurableListableBeanFactory factory, ObjectProvider<ContextBeans> beans) {
    this.factory = factory;
    this.beans = beans;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /** Before it is told its bean factory, which is when it reads what it was configured with. */
  @Override
  public boolean postProcessAfterInstantiation(Object bean, String name) {
    if (bean instanceof AsyncAnnotationBeanPostProcessor async) {
      DirectFieldAccessor fields = new DirectFieldAccessor(async);
      @SuppressWarnings("unchecked") // what its setters take
      Supplier<@Nullable Executor> given =
          (Supplier<@Nullable Executor>) fields.getPropertyValue("executor");
      @SuppressWarnings("unchecked")
      Supplier<AsyncUncaughtExceptionHandler> handler =
          (Supplier<AsyncUncaughtExceptionHandler>) fields.getPropertyValue("exceptionHandler");
      async.configure(() -> carrying(given == null ? null : given.get()), handler);
    }
    return true;
  }

  /** Null for the bean that Spring will find, which carries the context by itself. */
  private @Nullable Executor carrying(@Nullable Executor given) {
    if (given != null) {
      return beans.getObject().held(given, NAME);
    }
    boolean isBean =
        factory.getBeanProvider(TaskExecutor.class).getIfUnique() != null
            || factory.containsBean("taskExecutor");
    return isBean ? null : beans.getObject().held(new SimpleAsyncTaskExecutor(), NAME);
  }
}
