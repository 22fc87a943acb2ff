package dev.baton.spring;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.env.Environment;

/**
 * Has the executors and schedulers among the beans carry the context, and offers the endpoint that
 * tells of it. A bean of type {@link Propagation} says what is carried; without one it is the
 * context and, unless {@code baton.mdc} is false, the MDC.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "baton.enabled", matchIfMissing = true)
public final class BatonAutoConfiguration {

  BatonAutoConfiguration() {}

  @Bean
  static ContextBeans batonContextBeans(
      ConfigurableListableBeanFactory factory,
      Environment environment,
      ObjectProvider<Propagation> own) {
    return new ContextBeans(
        factory,
        () -> BatonProperties.of(environment),
        () -> propagation(BatonProperties.of(environment), own.getIfUnique()));
  }

  @Bean
  static AsyncAnnotations batonAsyncAnnotations(
      ConfigurableListableBeanFactory factory, ObjectProvider<ContextBeans> beans) {
    return new AsyncAnnotations(factory, beans);
  }

  private static Propagation propagation(BatonProperties properties, @Nullable Propagation own) {
    if (!properties.hooks()) {
      return own == null ? BatonEnvironment.carried(properties) : own;
    }
    if (own != null) {
      Baton.install(own);
    }
    return Propagation.installed();
  }

  /** For a program that has RxJava. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.reactivex.rxjava3.core.Flowable")
  @ConditionalOnBooleanProperty(
      name = {"baton.reactor", "baton.hooks"},
      matchIfMissing = true)
  static final class OfRxJava {

    OfRxJava() {
      RxReturnTypes.install(ReactiveAdapterRegistry.getSharedInstance());
    }
  }

  /** For a program that has the actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
  static final class OfTheActuator {

    OfTheActuator() {}

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    BatonEndpoint batonEndpoint(ContextBeans beans, Environment environment) {
      boolean hooks = BatonProperties.of(environment).hooks();
      return new BatonEndpoint(() -> hooks ? installed() : List.of(), beans::reports);
    }

    private static List<Installation.Step> installed() {
      return Baton.install().steps();
    }
  }
}
