package dev.baton.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** What a bean is declared as, which is what it is injected by. */
final class DeclaredType {
  private DeclaredType() {}

  /** The return type of a bean method, or what a factory bean is a factory of; null if unknown. */
  static @Nullable Class<?> of(ConfigurableListableBeanFactory factory, String name) {
    if (!factory.containsBeanDefinition(name)) {
      return null;
    }
    ResolvableType type = factory.getMergedBeanDefinition(name).getResolvableType();
    Class<?> declared = type.resolve();
    return declared != null && FactoryBean.class.isAssignableFrom(declared)
        ? type.as(FactoryBean.class).getGeneric().resolve()
        : declared;
  }
}
