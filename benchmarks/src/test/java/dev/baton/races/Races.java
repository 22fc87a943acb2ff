package dev.baton.races;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs the races, by jcstress' own command line. Fails if an outcome was seen that is not allowed,
 * and if a test has not run: jcstress itself leaves out, without a word, what it cannot schedule.
 */
public final class Races {
  /** Those that there are. A new one is counted here; so none gets lost on its way to jcstress. */
  static final int ALL = 54;

  /** For the gate: one JVM and one short iteration for each test, compiled as usual. */
  private static final List<String> GATE =
      List.of(
          "-m",
          "quick",
          "-iters",
          "1",
          "-time",
          "150",
          "-sc",
          "false",
          "-af",
          "NONE",
          "-pth",
          "false",
          "-jvmArgs",
          "-XX:+UseSerialGC");

  private Races() {}

  /**
   * Exits with 0 if every test has run and all outcomes are allowed.
   *
   * @param args jcstress' options; {@code gate} alone for those of the gate
   */
  public static void main(String[] args) throws Exception {
    boolean isGate = args.length == 1 && args[0].equals("gate");
    Options options = new Options(isGate ? GATE.toArray(String[]::new) : args);
    if (!options.parse()) {
      System.exit(2);
    }
    JCStress jcstress = new JCStress(options);
    Set<String> tests = jcstress.getTests();
    String complaint =
        tests.isEmpty() || (isGate && tests.size() != ALL)
            ? tests.size() + " tests were found; all are " + ALL
            : run(jcstress, options, tests);
    if (complaint != null) {
      System.err.println(complaint);
      System.exit(1);
    }
  }

  private static String run(JCStress jcstress, Options options, Set<String> tests)
      throws Exception {
    if (options.shouldList()) {
      tests.forEach(System.out::println);
      return null;
    }
    String complaint = null;
    try {
      jcstress.run();
    } catch (AssertionError e) { // an outcome that is forbidden, an error, a time-out
      complaint = e.getMessage();
    }
    InProcessCollector collector = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(options.getResultFile(), collector);
    reader.dump();
    reader.close();
    String missing = missing(tests, collector.getTestResults());
    return complaint == null ? missing : complaint;
  }

  private static String missing(Set<String> tests, Collection<TestResult> results) {
    Set<String> outcomes = new TreeSet<>();
    Map<String, Long> samples = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (TestResult result : results) {
      if (result.status() == Status.NORMAL) {
        samples.merge(result.getName(), result.getTotalCount(), Long::sum);
        result.getStateKeys().forEach(state -> outcomes.add(result.getName() + ": " + state));
      } else {
        broken.add(result.getName() + ": " + result.status());
      }
    }
    Set<String> missing = new TreeSet<>(tests);
    samples.forEach(
        (test, count) -> {
          if (count > 0) {
            missing.remove(test);
          }
        });
    System.out.printf(
        "%d races, %,d samples, the fewest of one %,d; %d different outcomes%n",
        samples.size(),
        samples.values().stream().mapToLong(Long::longValue).sum(),
        samples.values().stream().mapToLong(Long::longValue).min().orElse(0),
        outcomes.size());
    return missing.isEmpty() && broken.isEmpty()
        ? null
        : "not run: " + missing + "; failed: " + broken;
  }
}
