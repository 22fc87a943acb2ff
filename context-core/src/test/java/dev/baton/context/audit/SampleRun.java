package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.TestsProgram;
import dev.baton.context.testing.ForkedJvm;
import dev.baton.context.testing.StorageUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of tests that were run in a JVM of their own, on the storage of this run. */
final class SampleRun {
  private final Map<String, String> failures = new LinkedHashMap<>(); // empty if it passed
  private final List<String> output;

  private SampleRun(List<String> output) {
    this.output = output;
    String test = "";
    for (String line : output) {
      if (line.startsWith("* ")) {
        test = nameOf(line.substring(line.indexOf('[')));
        failures.put(test, line.startsWith("* FAILED") ? "failed\n" : "");
      } else if (line.startsWith("| ")) {
        failures.merge(test, line.substring(2) + "\n", String::concat);
      }
    }
  }

  /** Such as "method", or "method#2". */
  private static String nameOf(String id) {
    String last = id.substring(id.lastIndexOf(':') + 1, id.length() - 1);
    int outer = id.lastIndexOf("]/[");
    return (last.startsWith("#") ? nameOf(id.substring(0, outer + 1)) : "")
        + last.replaceAll("\\(.*", "");
  }

  /** Runs classes of {@code audited.samples}, and does what {@link TestsProgram} does else. */
  static SampleRun of(String... arguments) {
    List<String> all = new ArrayList<>(List.of(StorageUnderTest.current().property()));
    for (String argument : arguments) {
      all.add(Character.isUpperCase(argument.charAt(0)) ? "audited.samples." + argument : argument);
    }
    return new SampleRun(ForkedJvm.run(TestsProgram.class, all.toArray(String[]::new)));
  }

  /** Those that failed. */
  List<String> failed() {
    return failures.entrySet().stream()
        .filter(test -> !test.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  String failureOf(String node) {
    assertThat(failures).containsKey(node);
    assertThat(failures.get(node)).as("%s, of\n%s", node, String.join("\n", output)).isNotEmpty();
    return failures.get(node);
  }

  List<String> output() {
    return output;
  }

  /** The place of a line that ends with this comment. */
  static String place(String type, String comment) throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/test/java/audited/samples", type + ".java"));
    int line = 1;
    while (!lines.get(line - 1).endsWith("// " + comment)) {
      line++;
    }
    return "(" + type + ".java:" + line + ")";
  }
}
