package dev.baton.spring;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.util.function.SingletonSupplier;

/**
 * Has the executors and schedulers among the beans carry the context, and keeps account of them.
 * Spring's own are decorated before anybody makes a proxy of them. Others are replaced by a wrapped
 * one, last of all, where they are declared as an interface that this has too.
 */
final class ContextBeans implements BeanPostProcessor, SmartInitializingSingleton {
  private static final String MVC =
      "org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter";

  private final ConfigurableListableBeanFactory factory;
  private final Supplier<BatonProperties> properties;
  private final Supplier<Propagation> propagation;
  private final Map<String, BeanReport> reports = new ConcurrentSkipListMap<>();

  /** All that is given is asked for when the first executor comes: nothing is created early. */
  ContextBeans(
      ConfigurableListableBeanFactory factory,
      Supplier<BatonProperties> properties,
      Supplier<Propagation> propagation) {
    this.factory = factory;
    this.properties = SingletonSupplier.of(properties);
    this.propagation = SingletonSupplier.of(propagation);
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (isCandidate(bean) && isIncluded(bean, name)) {
      decorate(bean, name);
    }
    if (bean.getClass().getName().equals(MVC)) { // whose executor is no bean, unless it is Boot's
      Object executor = new DirectFieldAccessor(bean).getPropertyValue("taskExecutor");
      if (executor instanceof Executor held) {
        held(held, name);
      }
    }
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!isCandidate(bean) || !isIncluded(bean, name)) {
      return bean;
    }
    if (bean instanceof SimpleAsyncTaskScheduler scheduler && !AopUtils.isAopProxy(bean)) {
      return proxy(scheduler, name);
    }
    return decorate(bean, name) || !(bean instanceof Executor executor)
        ? bean
        : wrap(executor, name);
  }

  private Object proxy(SimpleAsyncTaskScheduler scheduler, String name) {
    try {
      Object proxy = ScheduledTasks.proxy(scheduler, propagation.get());
      carried(scheduler, name, "a proxy, and decorated; periodic tasks run under root");
      return proxy;
    } catch (AopConfigException e) { // in a native image, say
      carried(scheduler, name, "decorated; what is scheduled runs under root: " + e.getMessage());
      return scheduler;
    }
  }

  /**
   * Has an executor carry the context that is no bean.
   *
   * @param holder name of what has it
   * @return it, or a wrapped one
   */
  Executor held(Executor executor, String holder) {
    String name = "(" + holder + ")";
    if (!isIncluded(executor, name)) {
      return executor;
    }
    if (decorate(executor, name)) {
      return executor;
    }
    carried(executor, name, "wrapped");
    return wrapped(executor);
  }

  private Executor wrapped(Executor executor) {
    return executor instanceof AsyncTaskExecutor async
        ? new ContextAsyncTaskExecutor(async, propagation.get())
        : ContextExecutors.wrap(executor, propagation.get());
  }

  /** What was created before this: too late to be replaced, but not to be decorated. */
  @Override
  public void afterSingletonsInstantiated() {
    for (String name : names()) {
      Object bean = reports.containsKey(name) ? null : factory.getSingleton(name);
      if (bean != null && isIncluded(bean, name) && !decorate(bean, name)) {
        left(bean, name, "created before Baton's bean post-processor, by another post-processor");
      }
    }
  }

  private static boolean isCandidate(Object bean) {
    return bean instanceof Executor || bean instanceof TaskScheduler;
  }

  private boolean isIncluded(Object bean, String name) {
    BatonProperties given = properties.get();
    if (!given.executors()) {
      left(bean, name, "switched off by baton.executors");
    } else if (given.isExcluded(name)) {
      left(bean, name, "left out by baton.exclude");
    } else {
      return true;
    }
    return false;
  }

  private boolean decorate(Object bean, String name) {
    try {
      String how = SpringExecutors.carry(bean, propagation.get());
      if (how == null) {
        return false;
      }
      carried(bean, name, how);
    } catch (RuntimeException e) { // whoever has subclassed it may not like it
      left(bean, name, "could not be decorated: " + e);
    }
    return true;
  }

  private Object wrap(Executor executor, String name) {
    if (ContextExecutors.unwrap(executor) != executor) {
      carried(executor, name, "wrapped already");
      return executor;
    }
    Executor wrapped = wrapped(executor);
    Class<?> declared = DeclaredType.of(factory, name);
    if (declared == null || !declared.isInstance(wrapped)) {
      left(
          executor,
          name,
          declared == null
              ? "what it is declared as is not known"
              : "declared as "
                  + declared.getName()
                  + ", which a wrapper is not; declare the bean as an interface such as"
                  + " ExecutorService, or wrap the tasks");
      return executor;
    }
    carried(executor, name, "wrapped");
    return wrapped;
  }

  private void carried(Object bean, String name, String how) {
    reports.put(name, new BeanReport(name, bean.getClass().getName(), true, how));
  }

  private void left(Object bean, String name, String why) {
    reports.put(name, new BeanReport(name, bean.getClass().getName(), false, why));
  }

  private List<String> names() {
    return List.of(factory.getBeanNamesForType(Executor.class, true, false));
  }

  /** What became of each so far. */
  Collection<BeanReport> reports() {
    Map<String, BeanReport> all = new ConcurrentSkipListMap<>(reports);
    for (String name : names()) {
      all.computeIfAbsent(name, this::notSeen);
    }
    return List.copyOf(all.values());
  }

  private BeanReport notSeen(String name) {
    @Nullable Class<?> type = factory.getType(name, false);
    return new BeanReport(
        name, type == null ? "not known" : type.getName(), false, "not created so far");
  }
}
