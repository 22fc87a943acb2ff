package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in a README is a region of a test, to the letter. */
final class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- snippet: (\\S+) (\\S+) (\\S+) -->\n)?```(?:java|kotlin)\n(.*?)```",
          Pattern.DOTALL);

  static List<Path> readmes() throws IOException {
    return find(ROOT, 2, "README.md");
  }

  @ParameterizedTest
  @MethodSource("readmes")
  void codeIsThatOfATest(Path readme) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(readme));
    while (block.find()) {
      String code = block.group(4);
      assertThat(block.group(1)).as("a snippet comment before:\n%s", code).isNotNull();
      assertThat(code).isEqualTo(region(block.group(1), block.group(2), block.group(3)));
    }
  }

  private static String region(String module, String file, String region) throws IOException {
    List<Path> tests = find(ROOT.resolve(module).resolve("src/test"), 20, file);
    assertThat(tests).as("%s in %s", file, module).hasSize(1);
    List<String> lines =
        Files.readAllLines(tests.get(0)).stream()
            .dropWhile(line -> !line.contains("@start region=\"" + region + "\""))
            .skip(1)
            .takeWhile(line -> !line.contains("@end"))
            .toList();
    assertThat(lines).as("region %s of %s", region, file).isNotEmpty();
    return String.join("\n", lines).stripTrailing().stripIndent().strip() + "\n";
  }

  private static List<Path> find(Path folder, int depth, String name) throws IOException {
    try (Stream<Path> files = Files.find(folder, depth, (path, any) -> path.endsWith(name))) {
      return files.sorted().toList();
    }
  }
}
