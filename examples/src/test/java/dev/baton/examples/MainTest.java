package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class MainTest {
  private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(stream(out), stream(err), args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @AfterEach
  void noProcessIsLeftAndNoThreadOfAPool() throws InterruptedException {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeAll(threadsBefore);
    for (Thread thread : threads) {
      if (thread
          .getName()
          .matches(
              "(pool|stale|scheduled|fork-join|driver|stages|guava-driver|rx-driver|rx|compute|coroutines|http-client|timer)-\\d+")) {
        assertThat(thread.join(Duration.ofSeconds(20))).as(thread.getName()).isTrue();
      }
    }
  }

  @Test
  void everyWrappedCallbackHasItsContext() {
    assertThat(run("--requests", "200", "--concurrency", "16")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("5,600 of 5,600 callbacks had the right context")
        .contains("wrapped executors: 31 spans in one trace");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void aSingleRequestIsEnough() {
    assertThat(run("--requests", "1", "--concurrency", "1000")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("28 of 28 callbacks");
  }

  @Test
  void writesThePageOfBothSides(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("trace.html");

    assertThat(run("--trace=" + file, "--requests", "40", "--concurrency", "8")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains("The traces, as a page: " + file.toUri());
    ParsedPage page = new ParsedPage(Files.readString(file));
    assertThat(page.elements("section")).hasSize(3);
    for (int request = 0; request < 3; request++) {
      Element wrapped = page.sides(request).getFirst();
      Element plain = page.sides(request).getLast();
      assertThat(ParsedPage.texts(wrapped, "sum"))
          .containsExactly("1 trace, 31 spans, 2 processes");
      assertThat(ParsedPage.rows(wrapped)).hasSize(31);
      assertThat(ParsedPage.ofClass(wrapped, "wait")).hasSize(28);
      assertThat(ParsedPage.texts(plain, "sum").getFirst()).contains("traces for one request");
      assertThat(ParsedPage.rows(plain)).hasSize(31);
      assertThat(ParsedPage.rows(plain).stream().map(ParsedPage::name).sorted())
          .containsExactlyElementsOf(
              ParsedPage.rows(wrapped).stream().map(ParsedPage::name).sorted().toList());
    }
  }

  @Test
  void pageThatCannotBeWrittenIsSaidBeforeTheRun(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file")).resolve("trace.html");

    assertThat(run("--trace=" + file)).isEqualTo(2);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("--trace: cannot write to " + file + "; see --help");
  }

  @Test
  void givesUpAtTheTimeLimit() {
    assertThat(run("--requests", "10000000", "--time-limit", "1")).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("FAILED: gave up after 1 s: ")
        .endsWith(" (--time-limit gives it longer)");
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(run("--help")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--requests", "--concurrency", "--time-limit", "--trace[=<page>]", "default: 4000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--requests 0",
        "--requests -5",
        "--requests many",
        "--requests 99999999999",
        "--requests",
        "--concurrency 0",
        "--concurrency 1001",
        "--time-limit 0",
        "--colour",
        "--trace --audit",
        "--requests 1 --requests 2",
        "100"
      })
  void aBadArgumentGetsOneLineAndExitCode2(String args) {
    assertThat(run(args.split(" ", -1))).isEqualTo(2);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains(args.split(" ", -1)[0])
        .endsWith("see --help");
  }
}
