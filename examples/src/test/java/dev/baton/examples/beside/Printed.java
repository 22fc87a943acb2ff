package dev.baton.examples.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a guest has printed. */
record Printed(List<String> lines) {
  private static final List<String> CROSSINGS =
      List.of(
          "executor: 1 ok, 1 ok, then nobody",
          "invokeAll: 2 ok, 2 ok, then nobody",
          "own thread: 1 ok, 1 ok, then nobody",
          "fork-join: 1 ok, 1 ok, then nobody",
          "scheduled: 1 ok, 1 ok, then nobody",
          "virtual thread: 1 ok, 1 ok, then nobody",
          "virtual pool: 1 ok, 1 ok, then nobody",
          "future: 3 ok, 3 ok, then nobody",
          "future completed elsewhere: 2 ok, 2 ok, then nobody",
          "guava: 3 ok, 3 ok, then nobody",
          "rx: 2 ok, 2 ok, then nobody",
          "coroutine: 1 ok, 1 ok, then nobody",
          "single callback: 1 ok, 1 ok, then nobody",
          "periodic: nobody, then nobody",
          "captures: 3 of 3 submissions, with a value",
          "callbacks: 40");

  /**
   * All crossings were right.
   *
   * @param spans how many callbacks have left a span
   */
  Printed crossed(int spans) {
    assertThat(lines).containsSubsequence(CROSSINGS);
    return contains("spans: " + spans + " of " + spans);
  }

  Printed contains(String... expected) {
    assertThat(lines).contains(expected);
    return this;
  }

  /** Baton's storage is in use. */
  Printed installed(String... warnings) {
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith(
                    "in the end: context storage: INSTALLED (keeps the context in a slot of each"
                        + " thread; stays until the JVM ends"));
    return warned(warnings);
  }

  /** Another one is, and both the steps and one warning name it. */
  Printed leftAlone(String storage, String... otherWarnings) {
    String says = storage + " is in place and was left alone:";
    assertThat(lines)
        .filteredOn(line -> line.startsWith("in the end: context storage: "))
        .singleElement()
        .asString()
        .startsWith("in the end: context storage: NOT_INSTALLED (" + says);
    String[] warnings = new String[otherWarnings.length + 1];
    warnings[0] = says;
    System.arraycopy(otherWarnings, 0, warnings, 1, otherWarnings.length);
    return contains("storage: " + storage).warned(warnings);
  }

  /** There are these warnings and no others, each with the given text. */
  Printed warned(String... texts) {
    List<String> warnings =
        lines.stream()
            .filter(line -> line.matches("(WARNING: |SEVERE: |.*\\b(WARN|ERROR) ).*"))
            .toList();
    assertThat(warnings).hasSameSizeAs(texts);
    for (int i = 0; i < texts.length; i++) {
      assertThat(warnings.get(i)).contains(texts[i]);
    }
    return this;
  }
}
