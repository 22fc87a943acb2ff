package dev.baton.tracing;

import io.opentelemetry.api.common.Attributes;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted for the executors of one name, owner and type. Keeps none of them. */
final class TaskSeries {
  final Attributes attributes;
  final LongAdder submitted = new LongAdder();
  final LongAdder started = new LongAdder();
  final LongAdder ended = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final LongAdder repaired = new LongAdder();

  /** Guarded by the meter. */
  boolean isReportedForTheLastTime;

  private final List<Member> members = new CopyOnWriteArrayList<>();

  /** A listener, which counts here as long as it is reachable, and its executor. */
  private record Member(
      WeakReference<TaskMetrics> listener, @Nullable WeakReference<Executor> executor) {}

  TaskSeries(Attributes attributes) {
    this.attributes = attributes;
  }

  void add(TaskMetrics listener, @Nullable Executor executor) {
    members.removeIf(member -> member.listener.refersTo(null));
    members.add(
        new Member(
            new WeakReference<>(listener),
            executor == null ? null : new WeakReference<>(executor)));
  }

  /** Whether anything can still be counted. */
  boolean isAlive() {
    members.removeIf(member -> member.listener.refersTo(null));
    return !members.isEmpty();
  }

  Set<Executor> executors() {
    Set<Executor> executors = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Member member : members) {
      Executor executor = member.executor == null ? null : member.executor.get();
      if (executor != null) {
        executors.add(executor);
      }
    }
    return executors;
  }

  @Nullable String name() {
    return attributes.get(TaskMeter.NAME);
  }
}
