package dev.baton.micrometer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slot")
final class ReactorExampleTest {

  @Test
  void doesWhatTheDocsSay() {
    assertThat(ForkedJvm.run(ReactorExample.class))
        .contains("price 1 for Ann", "price 2 for Ann", "price 3 for Ann");
  }
}
