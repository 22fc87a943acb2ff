package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.rx.examples.HooksExample;
import dev.baton.rx.examples.SchedulersExample;
import dev.baton.rx.examples.TransformerExample;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of the README do what they say. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ExamplesTest {

  @Test
  void wrappedSchedulersCarryTheContext() {
    assertThat(SchedulersExample.prices())
        .containsExactly("price of 1 for Ann", "price of 2 for Ann", "price of 3 for Ann");
  }

  @Test
  void transformerCarriesTheContext() {
    assertThat(TransformerExample.rows()).containsExactly("row 1 for Ann", "row 2 for Ann");
  }

  @Test
  void hooksCarryTheContext() {
    assertThat(HooksExample.answers())
        .containsExactlyInAnyOrder("answer 0 for Ann", "answer 1 for Ann");
  }
}
