package dev.baton.examples.soak;

/** What becomes of a job. Each has exactly one; a job without is lost. */
enum Fate {
  RAN,
  REJECTED,
  CANCELLED,
  DISCARDED
}
