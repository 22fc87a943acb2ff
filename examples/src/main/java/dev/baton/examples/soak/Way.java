package dev.baton.examples.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A way for a job to leave its thread, and what became of those that took it. */
final class Way {

  /** Hands a job over. Returns what cancels it, or null. */
  interface Start {
    @Nullable Future<?> start(Job job) throws Exception;
  }

  private final String name;
  private final Start start;
  private final boolean underRoot;
  private final LongAdder submitted = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final Map<Fate, LongAdder> fates = new EnumMap<>(Fate.class);

  private Way(String name, Start start, boolean underRoot) {
    this.name = name;
    this.start = start;
    this.underRoot = underRoot;
    for (Fate fate : Fate.values()) {
      fates.put(fate, new LongAdder());
    }
  }

  static Way of(String name, Start start) {
    return new Way(name, start, false);
  }

  /** A way for periodic work: it runs under root. */
  static Way underRoot(String name, Start start) {
    return new Way(name, start, true);
  }

  @Nullable Future<?> start(Job job) throws Exception {
    return start.start(job);
  }

  boolean isUnderRoot() {
    return underRoot;
  }

  void submitted() {
    submitted.increment();
  }

  void settled(Fate fate) {
    adder(fate).increment();
  }

  void wrong() {
    wrong.increment();
  }

  String name() {
    return name;
  }

  long count() {
    return submitted.sum();
  }

  long count(Fate fate) {
    return adder(fate).sum();
  }

  long wrongs() {
    return wrong.sum();
  }

  /** How many have no fate yet. */
  long pending() {
    long pending = count();
    for (Fate fate : Fate.values()) {
      pending -= count(fate);
    }
    return pending;
  }

  private LongAdder adder(Fate fate) {
    return Objects.requireNonNull(fates.get(fate));
  }
}
