package dev.baton.fuzz;

import java.util.List;

/** One step of a program. */
sealed interface Step {

  /** Compares what the thread has with the model. */
  record Read() implements Step {}

  /** Sets one of the two thread-locals, or clears it. */
  record Assign(boolean first, String value) implements Step {}

  /**
   * Opens a scope of a new context; or starts a span, as a child of the current one, and opens its.
   */
  record Open(boolean span) implements Step {}

  /**
   * Closes a scope that the same block has opened: how many below the innermost, how many times,
   * and whether on another thread.
   */
  record Close(int below, int times, boolean elsewhere) implements Step {}

  /**
   * Closes a scope that the submitter's block has opened, if the submitter waits for its tasks: how
   * many below the innermost, and how many times. And, if asked to, in a task that runs on the
   * submitter's thread before it waits.
   */
  record CloseSubmitters(int below, int times, boolean atOnce) implements Step {
    CloseSubmitters whileItWaits() {
      return new CloseSubmitters(below, times, false);
    }
  }

  /** Has blocks run on the other side of a boundary. */
  record Cross(Boundary boundary, Carrying carrying, boolean awaited, long seed, List<Block> blocks)
      implements Step {}

  /** What runs as one task, and how it ends. */
  record Block(List<Step> steps, Ending ending) {}

  enum Ending {
    TIDILY,
    LEAVING_SCOPES_OPEN,
    THROWING,
    THROWING_WITHOUT_MESSAGE;

    boolean isFailure() {
      return this == THROWING || this == THROWING_WITHOUT_MESSAGE;
    }
  }

  /** The program, to be read by a person. */
  static String print(Block block) {
    StringBuilder text = new StringBuilder();
    print(block, "", text);
    return text.toString();
  }

  private static void print(Block block, String indent, StringBuilder text) {
    for (Step step : block.steps()) {
      if (step instanceof Cross cross) {
        text.append(
            "%s%s %s%s seed %d%n"
                .formatted(
                    indent,
                    cross.boundary,
                    cross.carrying,
                    cross.awaited ? "" : " not awaited,",
                    cross.seed));
        for (int i = 0; i < cross.blocks.size(); i++) {
          text.append(indent).append("  task ").append(i).append(System.lineSeparator());
          print(cross.blocks.get(i), indent + "    ", text);
        }
      } else {
        text.append(indent).append(step).append(System.lineSeparator());
      }
    }
    if (block.ending() != Ending.TIDILY) {
      text.append(indent).append("ends ").append(block.ending()).append(System.lineSeparator());
    }
  }
}
