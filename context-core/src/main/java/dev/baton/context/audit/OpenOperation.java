package dev.baton.context.audit;

import java.time.Duration;

/**
 * Traced operations that have started at one place, and have not ended. One that goes on while the
 * report is made is no defect; one that has been open for long may never end, and its span is never
 * exported.
 *
 * @param name of the operation
 * @param started where
 * @param count how many of these are open
 * @param longest for how long the oldest one has been
 */
public record OpenOperation(String name, Finding.Step started, long count, Duration longest) {
  /** One line: the name, for how long, and the place. */
  @Override
  public String toString() {
    return name + ", " + Words.open(this) + ", at " + started.place();
  }
}
