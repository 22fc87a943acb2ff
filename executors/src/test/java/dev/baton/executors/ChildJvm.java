package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own, with nothing on its class path but this library and what it needs. */
final class ChildJvm {
  private ChildJvm() {}

  /** The class path, and what is to be on it besides. */
  static String classPath(Class<?>... more) {
    Stream<String> needed =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("opentelemetry-"));
    Stream<String> ours =
        Stream.concat(Stream.of(Propagation.class, ContextFutures.class), Arrays.stream(more))
            .map(ChildJvm::locationOf);
    return Stream.concat(ours, needed).distinct().collect(Collectors.joining(File.pathSeparator));
  }

  private static String locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** What it prints; fails if it does. */
  static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }
}
