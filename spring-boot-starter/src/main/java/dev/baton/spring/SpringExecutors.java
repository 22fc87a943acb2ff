package dev.baton.spring;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Spring's own executors and schedulers. They are injected by their classes, so they stay what they
 * are and are given a decorator.
 */
final class SpringExecutors {
  private SpringExecutors() {}

  /**
   * Has one carry the context.
   *
   * @return how that was done; null if it is none of these
   * @throws BeansException if what is there cannot be read
   */
  static @Nullable String carry(Object bean, Propagation propagation) {
    Object target = AopProxyUtils.getSingletonTarget(bean);
    return carryIn(target == null ? bean : target, propagation);
  }

  private static @Nullable String carryIn(Object bean, Propagation propagation) {
    if (bean instanceof ThreadPoolTaskExecutor pool) {
      return decorate(pool, pool::setTaskDecorator, propagation);
    }
    if (bean instanceof ThreadPoolTaskScheduler scheduler) {
      return decorate(scheduler, scheduler::setTaskDecorator, propagation)
          + "; periodic tasks run under root";
    }
    if (bean instanceof SimpleAsyncTaskExecutor executor) {
      return decorate(executor, executor::setTaskDecorator, propagation);
    }
    return bean instanceof ConcurrentTaskExecutor adapter ? adapt(adapter, propagation) : null;
  }

  private static String decorate(
      Object bean, Consumer<TaskDecorator> setter, Propagation propagation) {
    TaskDecorator present =
        (TaskDecorator) new DirectFieldAccessor(bean).getPropertyValue("taskDecorator");
    if (present instanceof ContextTaskDecorator) {
      return present.toString();
    }
    TaskDecorator ours = new ContextTaskDecorator(propagation, present);
    setter.accept(ours);
    return ours.toString();
  }

  /** Adapters of executors: those are wrapped. */
  private static String adapt(ConcurrentTaskExecutor adapter, Propagation propagation) {
    Executor executor = adapter.getConcurrentExecutor();
    if (isManaged(executor)) {
      return decorate(adapter, adapter::setTaskDecorator, propagation);
    }
    adapter.setConcurrentExecutor(ContextExecutors.wrap(executor, propagation));
    if (!(adapter instanceof ConcurrentTaskScheduler scheduler)) {
      return "the executor inside is wrapped";
    }
    Object scheduled = new DirectFieldAccessor(adapter).getPropertyValue("scheduledExecutor");
    if (scheduled instanceof ScheduledExecutorService service && !isManaged(service)) {
      scheduler.setScheduledExecutor(ContextExecutors.wrap(service, propagation));
    }
    return "the executors inside are wrapped; periodic tasks run under root";
  }

  /** Spring asks those of Jakarta EE for their class, and treats them otherwise. */
  private static boolean isManaged(Executor executor) {
    for (Class<?> type = executor.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().startsWith("jakarta.enterprise.concurrent.")) {
          return true;
        }
      }
    }
    return false;
  }
}
