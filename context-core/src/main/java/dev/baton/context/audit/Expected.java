package dev.baton.context.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where it is no loss that nothing is current. Thread-safe. */
final class Expected {
  private volatile List<String> packages = List.of();
  private volatile List<String> threads = List.of();

  synchronized void addPackages(String... more) {
    packages = union(packages, more, "package");
  }

  synchronized void addThreads(String... more) {
    threads = union(threads, more, "thread");
  }

  private static List<String> union(List<String> some, String[] more, String what) {
    List<String> all = new ArrayList<>(some);
    for (String one : more) {
      Objects.requireNonNull(one, what);
      if (one.isBlank()) {
        throw new IllegalArgumentException("a " + what + " with an empty name");
      }
      if (!all.contains(one)) {
        all.add(one);
      }
    }
    return List.copyOf(all);
  }

  boolean isExpected(List<StackTraceElement> stack, String thread) {
    return threads.stream().anyMatch(thread::startsWith)
        || stack.stream().anyMatch(frame -> isInPackages(frame.getClassName()));
  }

  /** Whether a class is in one of the packages, or is one of them. */
  private boolean isInPackages(String type) {
    for (String name : packages) {
      if (type.startsWith(name)
          && (type.length() == name.length() || ".$".indexOf(type.charAt(name.length())) >= 0)) {
        return true;
      }
    }
    return false;
  }
}
