package dev.baton.fuzz;

/**
 * A way for tasks to somewhere else. A new one is a constant of one of the enums that have this.
 */
interface Boundary {

  /** Takes the crossing's tasks there; returns when they are on their way, or have been there. */
  void cross(Crossing crossing) throws Exception;

  /** Whether a listener is to hear of the tasks, of each once, and of nothing else. */
  default boolean isHeard() {
    return true;
  }
}
