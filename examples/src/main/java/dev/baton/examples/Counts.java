package dev.baton.examples;

/** How many callbacks found what. */
record Counts(long right, long missing, long anothers) {
  static final Counts NONE = new Counts(0, 0, 0);

  long total() {
    return right + missing + anothers;
  }

  long wrong() {
    return missing + anothers;
  }

  Counts plus(Counts other) {
    return new Counts(right + other.right, missing + other.missing, anothers + other.anothers);
  }
}
