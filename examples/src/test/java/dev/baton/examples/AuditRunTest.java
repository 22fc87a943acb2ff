package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with {@code --audit}, in a JVM of its own: the audit comes before any context. */
class AuditRunTest {
  @TempDir Path folder;

  /**
   * It exits with 1, which fails here, if a lossy boundary is not found, or a wrapped one is. The
   * last of 41 requests is alone in its batch, which only the timer flushes then.
   */
  @Test
  void everyLossyBoundaryIsFoundAndNoWrappedOne() throws Exception {
    Path page = folder.resolve("plain.html");

    List<String> printed =
        ForkedJvm.run(
            Main.class, "--audit", page.toString(), "--requests", "41", "--concurrency", "8");

    String all = String.join("\n", printed);
    assertThat(all.split("Wrapped executors, 41 requests", -1)).hasSize(2);
    String plain = all.split("Wrapped executors, 41 requests", -1)[0];
    for (String code :
        List.of(
            "ThreadPool",
            "InheritingPool",
            "ScheduledPool",
            "ForkJoin",
            "VirtualThreads",
            "FutureChain",
            "GuavaChain",
            "RxChain",
            "Computation",
            "Coroutines",
            "HttpCall",
            "Batch")) {
      assertThat(plain).contains(code + ".");
      assertThat(Files.readString(page)).contains(code);
    }
    assertThat(all.split("Wrapped executors, 41 requests", -1)[1])
        .contains("No context was lost")
        .doesNotContain("FAILED");
  }
}
