package dev.baton.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks of the hot path have in common. Each fork runs one case alone: a storage is
 * for the whole process. The parameter {@code peer} says which one is installed, and who carries
 * the context:
 *
 * <ul>
 *   <li>{@code raw}: nobody; the same work without any context;
 *   <li>{@code openTelemetry}: OpenTelemetry's own code on its default storage;
 *   <li>{@code baton}: on our storage, on a thread that is not ours, so behind a {@link
 *       ThreadLocal};
 *   <li>{@code batonOwnThread}: on our storage, measured on a thread of our pool factory;
 *   <li>{@code batonOwnPool}: on our storage, handing tasks to a pool with threads of that factory;
 *   <li>{@code batonOpenTelemetryStorage}: our wrappers on OpenTelemetry's default storage. Only
 *       where there is something to wrap: what else a program calls, {@code Context.current()} and
 *       {@code makeCurrent()}, is then OpenTelemetry's own code;
 *   <li>{@code batonAudited}: as {@code baton}, with the audit started;
 *   <li>the others: that library ({@link Peer}) does the same with what it calls a context.
 * </ul>
 *
 * <p>A state lists the peers that offer what it measures, and they offer it with each value of its
 * other parameters: where fewer do, there is another method.
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
  static final String RAW = "raw";
  static final String OPEN_TELEMETRY = "openTelemetry";
  static final String BATON = "baton";
  static final String BATON_OWN_THREAD = "batonOwnThread";
  static final String BATON_OWN_POOL = "batonOwnPool";
  static final String BATON_OPEN_TELEMETRY_STORAGE = "batonOpenTelemetryStorage";
  static final String BATON_AUDITED = "batonAudited";
  static final String MICROMETER = "micrometer";
  static final String ALIBABA = "alibaba";
  static final String SMALL_RYE = "smallRye";
  static final String ARMERIA = "armeria";
  static final String BRAVE = "brave";
  static final String GRPC = "grpc";
}
