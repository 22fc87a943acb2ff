package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RATIONALE names the tests that keep what the docs promise. */
final class PromisesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\b");
  private static final Pattern TEST_SOURCE = Pattern.compile("(\\w+Test)\\.(java|kt)");

  @Test
  void eachTestThatIsNamedIsThere() throws IOException {
    Set<String> named = new TreeSet<>();
    String rationale = Files.readString(ROOT.resolve("RATIONALE.md"));
    NAMED.matcher(rationale).results().forEach(match -> named.add(match.group(1)));
    assertThat(named).hasSizeGreaterThan(80);
    assertThat(tests()).containsAll(named);
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new TreeSet<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT, Files::isDirectory)) {
      for (Path module : modules) {
        Path sources = module.resolve("src/test");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .map(file -> TEST_SOURCE.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .forEach(name -> tests.add(name.group(1)));
          }
        }
      }
    }
    return tests;
  }
}
