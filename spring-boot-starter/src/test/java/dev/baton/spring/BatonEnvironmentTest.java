package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

final class BatonEnvironmentTest {
  private static final String REACTOR = "spring.reactor.context-propagation";

  @Test
  void reactorsContextPropagationIsAutomaticByDefault() {
    assertThat(processed().getProperty(REACTOR)).isEqualTo("auto");
  }

  @Test
  void programsOwnSettingOfReactorStays() {
    assertThat(processed(REACTOR, "limited").getProperty(REACTOR)).isEqualTo("limited");
  }

  @ParameterizedTest
  @CsvSource({"baton.reactor", "baton.enabled"})
  void reactorIsLeftAloneWhereAPropertySaysSo(String property) {
    assertThat(processed(property, "false").getProperty(REACTOR)).isNull();
  }

  /** Where Micrometer does not carry it: that is in the load tests. */
  @ParameterizedTest
  @CsvSource({"true, Ann", "false,"})
  void mdcTravelsAlongUnlessThePropertySaysOtherwise(String mdc, @Nullable String seen) {
    MockEnvironment environment =
        new MockEnvironment().withProperty("baton.hooks", "false").withProperty("baton.mdc", mdc);
    Propagation propagation = BatonEnvironment.carried(BatonProperties.of(environment));
    CompletableFuture<@Nullable String> user = new CompletableFuture<>();
    Runnable task = () -> user.complete(MDC.get("user"));
    try (ExecutorService pool = Executors.newSingleThreadExecutor();
        MDC.MDCCloseable logged = MDC.putCloseable("user", "Ann")) {
      pool.execute(propagation.wrap(task));
    }
    assertThat(user.join()).isEqualTo(seen);
  }

  private static MockEnvironment processed(String... property) {
    MockEnvironment environment = new MockEnvironment();
    if (property.length != 0) {
      environment.setProperty(property[0], property[1]);
    }
    new BatonEnvironment().postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }
}
