package dev.baton.context.audit;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the system property {@code dev.baton.audit} says.
 *
 * @param page where to write the page when the program ends, or null
 * @param everything whether to look at every stack
 * @param packages where nothing is expected
 * @param threads the beginnings of the names of threads on which nothing is expected
 */
record AuditOptions(
    @Nullable Path page, boolean everything, List<String> packages, List<String> threads) {
  static final String PROPERTY = "dev.baton.audit";

  private static final String FORM =
      "expected 'true', or parts with semicolons between them: a file for the page (report.html),"
          + " 'all' to look at every stack, 'in=com.acme.jobs,..' and 'on=scheduler-,..' for"
          + " packages and threads where no context is expected";

  /** Null if it is not to be switched on. */
  static @Nullable AuditOptions parse(@Nullable String text) {
    if (text == null || text.equalsIgnoreCase("false")) {
      return null;
    }
    Path page = null;
    boolean everything = false;
    List<String> packages = new ArrayList<>();
    List<String> threads = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String word = part.strip();
      if (word.startsWith("in=")) {
        packages.addAll(names(word.substring(3)));
      } else if (word.startsWith("on=")) {
        threads.addAll(names(word.substring(3)));
      } else if (word.equalsIgnoreCase("all")) {
        everything = true;
      } else if (word.endsWith(".html")) {
        page = path(word);
      } else if (!word.isEmpty() && !word.equalsIgnoreCase("true")) {
        throw new IllegalArgumentException("'" + word + "' is not known: " + FORM);
      }
    }
    return new AuditOptions(page, everything, List.copyOf(packages), List.copyOf(threads));
  }

  private static List<String> names(String list) {
    return List.of(list.split(",", -1)).stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + word + "' is no file: " + e.getReason(), e);
    }
  }
}
