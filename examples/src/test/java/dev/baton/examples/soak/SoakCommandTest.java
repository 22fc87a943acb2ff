package dev.baton.examples.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakCommandTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** In a JVM of its own: it switches off the log, and installs what is for a whole process. */
  private int run(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.baton.examples.Main", "soak"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().transferTo(new PrintStream(out, true, UTF_8));
    return process.waitFor();
  }

  @Test
  void aFewSecondsOfHostileTasksLeaveNothingBehind() throws Exception {
    Path figures = directory.resolve("figures");

    int exitCode = run("--seconds", "5", "--figures", figures.toString());

    assertThat(exitCode).as(out.toString(UTF_8)).isZero();
    assertThat(Files.readAllLines(figures))
        .anyMatch(line -> line.startsWith("execute, plain threads"))
        .anyMatch(line -> line.startsWith("100 %"));
  }
}
