package dev.baton.examples;

import java.util.concurrent.TimeUnit;

/** When the whole run has to be over. */
final class Deadline {
  private final int seconds;
  private final long end;

  private Deadline(int seconds) {
    this.seconds = seconds;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  static Deadline in(int seconds) {
    return new Deadline(seconds);
  }

  boolean hasPassed() {
    return nanosLeft() <= 0;
  }

  long nanosLeft() {
    return end - System.nanoTime();
  }

  RunFailed passed(String state) {
    return new RunFailed(
        "gave up after " + seconds + " s: " + state + " (--time-limit gives it longer)");
  }
}
