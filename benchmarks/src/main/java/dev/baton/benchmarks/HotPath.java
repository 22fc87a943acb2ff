package dev.baton.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks of the hot path have in common. Each method is one case, and each fork runs
 * one case alone: a storage is for the whole process.
 *
 * <ul>
 *   <li>{@code raw}: the same work without any context;
 *   <li>{@code openTelemetry}: OpenTelemetry's own code on its default storage;
 *   <li>{@code baton}: on our storage, on a thread that is not ours, so behind a {@link
 *       ThreadLocal};
 *   <li>{@code batonOwnThread}: on our storage, on a thread of our pool factory;
 *   <li>{@code batonOpenTelemetryStorage}: our wrappers on OpenTelemetry's default storage. Only
 *       where there is something to wrap: what else a program calls, {@code Context.current()} and
 *       {@code makeCurrent()}, is then OpenTelemetry's own code;
 *   <li>the others: that library ({@link Peer}) does the same with what it calls a context.
 * </ul>
 *
 * <p>The heap has a fixed size, and all that a benchmark keeps lies in one region of it, in the old
 * generation: G1's write barrier then does its full work exactly where a context is {@linkplain
 * ContextState#context made anew}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 60, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgs = {
      "-Xms256m",
      "-Xmx256m",
      "-XX:+AlwaysPreTouch",
      "-XX:+UseG1GC",
      "-XX:G1HeapRegionSize=16m"
    })
abstract class HotPath {
  static final String OPEN_TELEMETRY = "-Dbaton.benchmarks.storage=opentelemetry";
  static final String BATON = "-Dbaton.benchmarks.storage=baton";
  static final String CUSTOM = "-Djmh.executor=CUSTOM";
  static final String OWN_THREAD = "-Djmh.executor.class=dev.baton.benchmarks.OwnThreads";
  static final String OWN_POOL = "-Dbaton.benchmarks.pool=own";
  static final String BY_BATON = "-Dbaton.benchmarks.peer=baton";
  static final String MICROMETER = "-Dbaton.benchmarks.peer=micrometer";
  static final String ALIBABA = "-Dbaton.benchmarks.peer=alibaba";
  static final String SMALLRYE = "-Dbaton.benchmarks.peer=smallRye";
  static final String ARMERIA = "-Dbaton.benchmarks.peer=armeria";
  static final String BRAVE = "-Dbaton.benchmarks.peer=brave";
  static final String GRPC = "-Dbaton.benchmarks.peer=grpc";
}
