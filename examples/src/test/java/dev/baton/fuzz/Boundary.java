package dev.baton.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A way for tasks to somewhere else. A new one is a constant of one of the enums that have this.
 */
sealed interface Boundary
    permits ExecutorBoundary,
        ForkJoinBoundary,
        WrapBoundary,
        FunctionBoundary,
        FutureBoundary,
        StageBoundary,
        GuavaBoundary,
        CoroutineBoundary,
        RxBoundary {

  /**
   * All there are.
   *
   * @param hooks what RxJava's hooks carry; null if there are none
   */
  static List<Boundary> all(Carrying hooks) {
    List<Boundary> all = new ArrayList<>();
    all.addAll(Arrays.asList(ExecutorBoundary.values()));
    all.addAll(Arrays.asList(ForkJoinBoundary.values()));
    all.addAll(Arrays.asList(WrapBoundary.values()));
    all.addAll(Arrays.asList(FunctionBoundary.values()));
    all.addAll(Arrays.asList(FutureBoundary.values()));
    all.addAll(StageBoundary.ALL);
    all.addAll(Arrays.asList(GuavaBoundary.values()));
    all.addAll(CoroutineBoundary.ALL);
    all.addAll(RxBoundary.all(hooks));
    return all;
  }

  /** Takes the crossing's tasks there; returns when they are on their way, or have been there. */
  void cross(Crossing crossing) throws Exception;

  /** Whether a listener is to hear of the tasks, of each once, and of nothing else. */
  default boolean isHeard() {
    return true;
  }
}
