package dev.baton.spring;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import java.lang.reflect.Method;
import java.time.Instant;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Wraps what is given to the {@code schedule} methods of a {@link TaskScheduler}. For one that asks
 * its decorator only when the time has come, on a thread of its own.
 */
final class ScheduledTasks implements MethodInterceptor {
  private final Propagation propagation;

  private ScheduledTasks(Propagation propagation) {
    this.propagation = propagation;
  }

  /** A proxy of the scheduler's own class. */
  static Object proxy(TaskScheduler scheduler, Propagation propagation) {
    ProxyFactory factory = new ProxyFactory(scheduler);
    factory.setProxyTargetClass(true);
    factory.addAdvice(new ScheduledTasks(propagation));
    return factory.getProxy(scheduler.getClass().getClassLoader());
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Method method = invocation.getMethod();
    @Nullable Object[] arguments = invocation.getArguments();
    if (method.getName().startsWith("schedule") && arguments[0] instanceof Runnable task) {
      boolean once =
          method.getName().equals("schedule") && method.getParameterTypes()[1] == Instant.class;
      arguments[0] = (once ? propagation : BatonInternal.periodic(propagation)).wrap(task);
    }
    return invocation.proceed();
  }
}
