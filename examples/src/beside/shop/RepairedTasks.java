package shop;

import dev.baton.context.Propagation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.task.TaskDecorator;

/** What the page says of tasks that Spring runs. */
@Configuration(proxyBeanMethods = false)
@Profile("repaired")
class RepairedTasks {
  @Bean
  TaskDecorator carrying() {
    return task -> Propagation.capturing().wrap(task);
  }
}
