package dev.baton.context.audit;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The traced operations that have not ended. Of an operation, it keeps no more than its name and
 * its place. Bounded: what is beyond is counted only.
 */
final class Operations {
  private static final int MOST_FOLLOWED = 10_000;
  private static final int MOST_PLACES = 1000;

  private record Key(String name, long place) {}

  /** One that is open. Told of its end, once. */
  private final class Followed implements Runnable {
    final String name;
    final Stack stack;
    final String thread = Auditor.nameOfThread();
    final long since = System.nanoTime();

    Followed(String name, Stack stack) {
      this.name = name;
      this.stack = stack;
    }

    @Override
    public void run() {
      followed.remove(this);
    }
  }

  private final Set<Followed> followed = ConcurrentHashMap.newKeySet();
  private final LongAdder others = new LongAdder();
  private final Runnable otherEnds = others::decrement;

  /** Only counts it; returns what is to be told of its end. */
  Runnable begins() {
    others.increment();
    return otherEnds;
  }

  /** Follows it if there is room; returns what is to be told of its end. */
  Runnable begins(String name, Stack stack) {
    if (!stack.isKept() || followed.size() >= MOST_FOLLOWED) {
      return begins();
    }
    Followed operation = new Followed(name, stack);
    followed.add(operation);
    return operation;
  }

  /** Those that have been open for longest first. */
  List<OpenOperation> open() {
    long now = System.nanoTime();
    Map<Key, OpenOperation> places = new HashMap<>();
    for (Followed one : followed) {
      places.merge(
          new Key(one.name, one.stack.key()),
          new OpenOperation(
              one.name,
              one.stack.step("started", one.thread),
              1,
              Duration.ofNanos(now - one.since)),
          Operations::both);
    }
    return places.values().stream()
        .sorted(Comparator.comparing(OpenOperation::longest).reversed())
        .limit(MOST_PLACES)
        .toList();
  }

  private static OpenOperation both(OpenOperation one, OpenOperation other) {
    OpenOperation older = one.longest().compareTo(other.longest()) < 0 ? other : one;
    return new OpenOperation(
        older.name(), older.started(), one.count() + other.count(), older.longest());
  }

  /** How many are open beyond these. */
  long beyond(List<OpenOperation> listed) {
    long all = followed.size() + others.sum();
    return Math.max(0, all - listed.stream().mapToLong(OpenOperation::count).sum());
  }
}
