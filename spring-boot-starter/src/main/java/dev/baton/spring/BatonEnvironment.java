package dev.baton.spring;

import dev.baton.context.Baton;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Installs Baton as soon as the properties are known, and before there is a bean. */
final class BatonEnvironment implements EnvironmentPostProcessor, Ordered {
  private static final String NAME = "baton";
  private static final Map<String, Object> REACTOR =
      Map.of("spring.reactor.context-propagation", "auto");

  BatonEnvironment() {} // by META-INF/spring.factories

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE; // behind all that read properties
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    BatonProperties properties = BatonProperties.of(environment);
    if (!properties.enabled()) {
      return;
    }
    if (properties.reactor() && !environment.getPropertySources().contains(NAME)) {
      environment.getPropertySources().addLast(new MapPropertySource(NAME, REACTOR));
    }
    if (properties.reactor() && properties.mdc()) {
      registerMdc(ContextRegistry.getInstance());
    }
    if (properties.hooks()) {
      install(carried(properties));
    }
  }

  /** Unless the program has done so, or has named the entries that are to be carried. */
  private static void registerMdc(ContextRegistry registry) {
    if (registry.getThreadLocalAccessors().stream()
        .noneMatch(Slf4jThreadLocalAccessor.class::isInstance)) {
      registry.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
    }
  }

  /** What the program itself has installed before, in its main method say, stays. */
  private static void install(Propagation propagation) {
    if (propagation == Propagation.capturing()
        || Propagation.installed() != Propagation.capturing()) {
      Baton.install();
    } else {
      Baton.install(propagation);
    }
  }

  /** What Micrometer knows of is carried by the module for it. */
  static Propagation carried(BatonProperties properties) {
    return properties.mdc() && !(properties.reactor() && properties.hooks())
        ? Propagation.capturing().with(CarriedThreadLocal.slf4jMdc())
        : Propagation.capturing();
  }
}
