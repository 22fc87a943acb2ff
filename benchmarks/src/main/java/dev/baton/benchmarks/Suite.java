package dev.baton.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks on the class path, by class and method. */
final class Suite {
  private final SortedMap<String, BenchmarkListEntry> entries = new TreeMap<>();

  Suite() {
    var nowhere = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(nowhere, List.of())) {
      String[] names = entry.getUsername().split("\\.", -1);
      entries.put(names[names.length - 2] + "." + names[names.length - 1], entry);
    }
  }

  /** JMH's name of the benchmark. */
  String fullName(Case wanted) {
    return entry(wanted).getUsername();
  }

  /** Refuses a case that is not there, and one that would be several. */
  Case check(Case wanted) {
    Map<String, String[]> parameters = parameters(wanted);
    for (String name : wanted.parameters().keySet()) {
      if (!parameters.containsKey(name)) {
        throw new IllegalArgumentException(wanted.benchmark() + " has no parameter " + name);
      }
    }
    parameters.forEach(
        (name, values) -> {
          List<String> offered = List.of(values);
          String value = wanted.parameters().get(name);
          if (value == null) {
            throw new IllegalArgumentException(
                wanted + " needs a value for " + name + ", such as " + offered);
          }
          if (!offered.contains(value)) {
            throw new IllegalArgumentException(
                wanted.benchmark() + " does not offer " + name + "=" + value + ", only " + offered);
          }
        });
    return wanted;
  }

  /** The peers that offer what the case is about. */
  List<String> peers(Case wanted) {
    return List.of(parameters(wanted).getOrDefault("peer", new String[0]));
  }

  private BenchmarkListEntry entry(Case wanted) {
    BenchmarkListEntry entry = entries.get(wanted.benchmark());
    if (entry == null) {
      throw new IllegalArgumentException(
          "no benchmark " + wanted.benchmark() + "; there are " + entries.keySet());
    }
    return entry;
  }

  private Map<String, String[]> parameters(Case wanted) {
    return entry(wanted).getParams().orElse(Map.of());
  }
}
