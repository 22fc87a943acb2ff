package dev.baton.spring;

import dev.baton.context.Installation;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator's endpoint {@code /actuator/baton}: what was installed, which executors and
 * schedulers carry the context, which do not, and why.
 */
@Endpoint(id = "baton")
public final class BatonEndpoint {
  private final Supplier<List<Installation.Step>> steps;
  private final Supplier<Collection<BeanReport>> beans;

  BatonEndpoint(Supplier<List<Installation.Step>> steps, Supplier<Collection<BeanReport>> beans) {
    this.steps = steps;
    this.beans = beans;
  }

  /**
   * What the endpoint answers.
   *
   * @param installed the steps of {@code Baton.install()}
   * @param beans the executors and schedulers among the beans, by name
   */
  public record Answer(List<Installation.Step> installed, Collection<BeanReport> beans) {}

  /** Tells how things are now. */
  @ReadOperation
  public Answer describe() {
    return new Answer(steps.get(), beans.get());
  }
}
