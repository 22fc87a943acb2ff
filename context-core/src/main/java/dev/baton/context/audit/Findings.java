package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One finding for each place, and how often. Bounded: what is beyond is counted only. */
final class Findings {
  private static final int MOST_PLACES = 1000;
  private static final int MOST_THREADS = 10;

  private static final Comparator<Finding> WHAT_HURTS_FIRST =
      Comparator.comparing(Finding::kind)
          .thenComparing(Comparator.comparingLong(Finding::count).reversed())
          .thenComparing(finding -> finding.place().toString());

  record Key(Kind kind, long place) {}

  /** What is said of a place when it is found for the first time. */
  record Account(List<Step> steps, String explanation, String remedy, @Nullable Origin origin) {
    /** Of what the calling thread does. */
    Account(List<Step> steps, String explanation, String remedy) {
      this(steps, explanation, remedy, null);
    }
  }

  /** Hears of each finding by itself, on the thread that makes it. */
  interface Observer {
    void found(Found found);
  }

  private static final class Place {
    final Kind kind;
    final Account account;
    final Instant first = Instant.now();
    volatile Instant last = first;
    volatile boolean exact = true;
    final LongAdder count = new LongAdder();
    private final Set<String> threads = new LinkedHashSet<>();

    Place(Kind kind, Account account) {
      this.kind = kind;
      this.account = account;
    }

    void count(long times, boolean isEach, String thread) {
      count.add(times);
      exact &= isEach;
      last = Instant.now();
      synchronized (threads) {
        if (threads.size() < MOST_THREADS) {
          threads.add(thread);
        }
      }
    }

    Finding toFinding() {
      List<String> names;
      synchronized (threads) {
        names = List.copyOf(threads);
      }
      return new Finding(
          kind,
          account.steps,
          count.sum(),
          exact,
          names,
          first,
          last,
          account.explanation,
          account.remedy);
    }
  }

  private final ConcurrentHashMap<Key, Place> places = new ConcurrentHashMap<>();
  private final LongAdder unlisted = new LongAdder();
  private final Queue<Place> untold = new ConcurrentLinkedQueue<>();
  volatile @Nullable Observer observer;

  /** Whether everything that happens is looked at. */
  volatile boolean isEverything;

  /**
   * Counts something that was found.
   *
   * @param place a number for it
   * @param times for how many this stands
   * @param account asked for if it is the first at this place
   */
  void add(Kind kind, long place, long times, String thread, Supplier<Account> account) {
    Key key = new Key(kind, place);
    tell(key, thread, account);
    Place found = places.get(key);
    if (found == null) {
      if (places.size() >= MOST_PLACES) {
        unlisted.add(times);
        return;
      }
      Place made = new Place(kind, account.get());
      found = places.putIfAbsent(key, made);
      if (found == null) {
        found = made;
        untold.add(made);
      }
    }
    found.count(times, isEach(kind, times), thread);
  }

  /**
   * Whether each time is counted: of reads that find nothing, those that were not looked at, too.
   */
  private boolean isEach(Kind kind, long times) {
    return isEverything || (kind == Kind.UNSET_READ && times == 1);
  }

  private void tell(Key key, String thread, Supplier<Account> account) {
    Observer observing = observer;
    if (observing != null) {
      Account told = account.get();
      Origin origin = told.origin == null ? Origin.here() : told.origin;
      observing.found(new Found(key, told, thread, origin));
    }
  }

  /** One of those of which nothing has been said as yet, or null. */
  @Nullable Finding nextUntold() {
    Place place = untold.poll();
    return place == null ? null : place.toFinding();
  }

  List<Finding> all() {
    return places.values().stream().map(Place::toFinding).sorted(WHAT_HURTS_FIRST).toList();
  }

  long unlisted() {
    return unlisted.sum();
  }

  void clear() {
    places.clear();
    untold.clear();
    unlisted.reset();
  }
}
