package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void isOneLineOnATerminalThatIsWipedAtTheEnd() {
    Progress progress = new Progress(out, true, 2000);
    progress.plain(500);
    progress.wrapped(2000);
    progress.end();

    String[] shown = bytes.toString(StandardCharsets.UTF_8).split("\r");
    assertThat(shown)
        .containsExactly(
            "",
            "  plain [#####...............] 500   wrapped [....................] 0   of 2,000 requests",
            "  plain [#####...............] 500   wrapped [####################] 2,000   of 2,000"
                + " requests",
            " ".repeat(shown[2].length()));
  }

  @Test
  void isSilentElsewhereForTheFirstSeconds() {
    Progress progress = new Progress(out, false, 2000);
    progress.plain(500);
    progress.end();

    assertThat(bytes.size()).isZero();
  }
}
