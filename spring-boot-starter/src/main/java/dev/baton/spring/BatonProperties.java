package dev.baton.spring;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.PatternMatchUtils;

/**
 * The properties {@code baton.*}.
 *
 * @param enabled false for nothing at all
 * @param hooks false to leave out {@code Baton.install()}: the hooks of RxJava, and what else the
 *     modules on the class path install
 * @param executors false to leave the executors and schedulers among the beans as they are
 * @param reactor false to leave Reactor's automatic context propagation as it is
 * @param mdc false to leave the MDC behind
 * @param exclude names of beans that are left as they are; an asterisk stands for anything
 */
@ConfigurationProperties("baton")
record BatonProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean hooks,
    @DefaultValue("true") boolean executors,
    @DefaultValue("true") boolean reactor,
    @DefaultValue("true") boolean mdc,
    @DefaultValue List<String> exclude) {

  /** Read from the environment, since they are needed before there are beans. */
  static BatonProperties of(Environment environment) {
    return Binder.get(environment).bindOrCreate("baton", Bindable.of(BatonProperties.class));
  }

  boolean isExcluded(String bean) {
    return exclude.stream().anyMatch(pattern -> PatternMatchUtils.simpleMatch(pattern, bean));
  }
}
