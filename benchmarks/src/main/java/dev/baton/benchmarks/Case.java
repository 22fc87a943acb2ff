package dev.baton.benchmarks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One benchmark with a value for each of its parameters, written {@code AttachBenchmark.oneCall
 * peer=baton profile=mixed}.
 *
 * @param benchmark class and method
 * @param parameters names and values
 */
record Case(String benchmark, SortedMap<String, String> parameters) {
  Case(String benchmark, Map<String, String> parameters) {
    this(benchmark, Collections.unmodifiableSortedMap(new TreeMap<>(parameters)));
  }

  static Case parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    if (!words[0].matches("\\w+\\.\\w+")) {
      throw new IllegalArgumentException("expected Class.method, not '" + words[0] + "'");
    }
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected parameter=value, not '" + words[i] + "'");
      }
      parameters.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return new Case(words[0], parameters);
  }

  /** The same of another peer. */
  Case sibling(String otherPeer) {
    Map<String, String> others = new TreeMap<>(parameters);
    others.put("peer", otherPeer);
    return new Case(benchmark, others);
  }

  String peer() {
    return parameters.getOrDefault("peer", "");
  }

  /** The class. */
  String question() {
    return benchmark.substring(0, benchmark.indexOf('.'));
  }

  @Override
  @JsonValue
  public String toString() {
    StringBuilder text = new StringBuilder(benchmark);
    parameters.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.toString();
  }
}
