package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slot")
class AuditOptionsTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"false", "FALSE"})
  void auditIsOffUnlessItIsAskedFor(@Nullable String text) {
    assertThat(AuditOptions.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", " True "})
  void auditIsOnWithNothingMore(String text) {
    AuditOptions options = AuditOptions.parse(text);

    assertThat(options).isNotNull();
    assertThat(options.page()).isNull();
    assertThat(options.everything()).isFalse();
    assertThat(options.packages()).isEmpty();
    assertThat(options.threads()).isEmpty();
  }

  @Test
  void partsMayComeInAnyOrderAndTwice() {
    AuditOptions options =
        AuditOptions.parse("on=main; in=shop.jobs,shop.Poller ;target/audit.html;all;in=shop.web");

    assertThat(options).isNotNull();
    assertThat(options.page()).isEqualTo(Path.of("target/audit.html"));
    assertThat(options.everything()).isTrue();
    assertThat(options.packages()).containsExactly("shop.jobs", "shop.Poller", "shop.web");
    assertThat(options.threads()).containsExactly("main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "report.pdf", "expect=shop"})
  void whatIsNotKnownIsRefusedWithWhatIs(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditOptions.parse(text))
        .withMessageContaining(text)
        .withMessageContaining("report.html")
        .withMessageContaining("'in=");
  }

  @Test
  void fileWithAnImpossibleNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditOptions.parse("a\0.html"))
        .withMessageContaining("is no file");
  }
}
