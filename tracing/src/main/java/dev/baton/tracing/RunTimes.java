package dev.baton.tracing;

import java.util.Arrays;

/**
 * When the runs have begun that the calling thread is in the middle of, the innermost last. A task
 * may run more than once, on several threads at a time and within itself, so it cannot know.
 *
 * <p>What is kept on a thread is an array of the JDK's, which holds no class of ours.
 */
final class RunTimes {
  /** The number of runs, and then the time of each. */
  private static final ThreadLocal<long[]> RUNS = ThreadLocal.withInitial(() -> new long[4]);

  private RunTimes() {}

  static void begin(long now) {
    long[] runs = RUNS.get();
    int run = (int) ++runs[0];
    if (run == runs.length) {
      runs = Arrays.copyOf(runs, 2 * run);
      RUNS.set(runs);
    }
    runs[run] = now;
  }

  /**
   * When it had begun.
   *
   * @param now if that is not known: a thread without a stack or a heap to go on tells nothing
   */
  static long end(long now) {
    long[] runs = RUNS.get();
    return runs[0] == 0 ? now : runs[(int) runs[0]--];
  }
}
