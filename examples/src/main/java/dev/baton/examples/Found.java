package dev.baton.examples;

/** What a callback found in the place of its request's context. */
enum Found {
  RIGHT,
  MISSING,
  /** Another request's. */
  ANOTHERS
}
