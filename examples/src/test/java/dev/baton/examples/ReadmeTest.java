package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in the docs is a region of a test, to the letter, and compiles as it is pasted. */
final class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- snippet: (\\S+) (\\S+) (\\S+) -->\n)?```(java|kotlin)\n(.*?)```",
          Pattern.DOTALL);

  /** Some code in one of the docs, and where it is tested. */
  record Block(String module, String file, String region, String language, String code) {
    /** In a program that has a class path of its own. */
    boolean isBeside() {
      return module.startsWith("beside/");
    }

    @Override
    public String toString() {
      return module + " " + file + " " + region;
    }
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path doc : find(ROOT, 2, ".md")) {
      Matcher block = BLOCK.matcher(Files.readString(doc));
      while (block.find()) {
        assertThat(block.group(1)).as("a snippet comment before:\n%s", block.group()).isNotNull();
        blocks.add(
            new Block(
                block.group(1), block.group(2), block.group(3), block.group(4), block.group(5)));
      }
    }
    return blocks;
  }

  static List<Block> javaBlocks() throws IOException {
    return blocks().stream()
        .filter(block -> block.language.equals("java") && !block.isBeside())
        .toList();
  }

  static List<Block> javaBlocksBeside() throws IOException {
    return blocks().stream().filter(Block::isBeside).toList();
  }

  static List<Block> kotlinBlocks() throws IOException {
    return blocks().stream().filter(block -> block.language.equals("kotlin")).toList();
  }

  @ParameterizedTest
  @MethodSource("javaBlocks")
  void javaIsThatOfATestAndCompilesWithItsImports(Block block) throws IOException {
    assertTested(block, System.getProperty("java.class.path"));
  }

  @ParameterizedTest
  @MethodSource("javaBlocksBeside")
  void javaBesideIsThatOfAProgramAndCompilesWithItsImports(Block block) throws IOException {
    Path resolved = Path.of("target").resolve(block.module);
    assertThat(resolved).as("run the phase process-test-classes").exists();
    String own = Files.readString(resolved).strip();
    assertTested(block, own + File.pathSeparator + System.getProperty("java.class.path"));
  }

  private static void assertTested(Block block, String classPath) throws IOException {
    PastedCode code = PastedCode.of(block.code);
    PastedCode tested = PastedCode.of(region(block));
    assertThat(code.body()).isEqualTo(tested.body());
    assertThat(code.imports()).contains(tested.imports());
    assertThat(code.unusedImports()).isEmpty();
    assertThat(code.complaints(classPath)).isEmpty();
  }

  /** The build has compiled it: it is all of a file. */
  @ParameterizedTest
  @MethodSource("kotlinBlocks")
  void kotlinIsAllOfAFileOfTests(Block block) throws IOException {
    assertThat(block.code).isEqualTo(region(block));
    String file = Files.readString(file(block));
    String outside = file.replaceFirst("(?s)// @start.*// @end\n", "").strip();
    assertThat(outside).matches("package [\\w.]+");
  }

  private static Path file(Block block) throws IOException {
    Path sources =
        block.isBeside()
            ? ROOT.resolve("examples/src").resolve(block.module)
            : ROOT.resolve(block.module).resolve("src/test");
    List<Path> tests = find(sources, 20, "/" + block.file);
    assertThat(tests).as("%s in %s", block.file, block.module).hasSize(1);
    return tests.get(0);
  }

  private static String region(Block block) throws IOException {
    List<String> lines =
        Files.readAllLines(file(block)).stream()
            .dropWhile(line -> !line.contains("@start region=\"" + block.region + "\""))
            .skip(1)
            .takeWhile(line -> !line.contains("@end"))
            .toList();
    assertThat(lines).as("region of %s", block).isNotEmpty();
    return String.join("\n", lines).stripTrailing().stripIndent().strip() + "\n";
  }

  private static List<Path> find(Path folder, int depth, String end) throws IOException {
    try (Stream<Path> files =
        Files.find(folder, depth, (path, any) -> path.toString().endsWith(end))) {
      return files.sorted().toList();
    }
  }
}
