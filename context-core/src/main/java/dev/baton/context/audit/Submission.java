package dev.baton.context.audit;

import org.jspecify.annotations.Nullable;

/** Where a wrapped task has come from. Kept in its wrapper, never in the context. */
final class Submission {
  /** Of the submitting thread; null if it was not looked at. */
  final @Nullable Stack stack;

  /** The name of that thread. */
  final String thread = Auditor.nameOfThread();

  /** Of which test's work it is a part, if tests are audited. */
  final Origin origin = Origin.here();

  /** How what submitted it had come to that thread. */
  final Crossing crossing;

  /** Whether nothing was current there, so that there was nothing to carry. */
  final boolean isUnset;

  /** Whether it is a stage of a raw future, submitted by whoever completed that. */
  final boolean isStage;

  /** When it was submitted; 0 if nobody asks. */
  final long nanos;

  /** When it began to run; 0 if nobody asks. Of several runs at a time, the last. */
  long began;

  /** Whether what it lost has been told. */
  boolean isTold;

  Submission(
      @Nullable Stack stack, Crossing crossing, boolean isUnset, boolean isStage, long nanos) {
    this.stack = stack;
    this.crossing = crossing;
    this.isUnset = isUnset;
    this.isStage = isStage;
    this.nanos = nanos;
  }
}
