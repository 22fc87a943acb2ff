/**
 * The main job: a real service under load, once with plain executors and once with wrapped ones,
 * and a table of what its callbacks found. Start at {@link dev.baton.examples.Main}; the boundaries
 * are listed in {@link dev.baton.examples.Boundaries}, and {@link dev.baton.examples.Wiring} is all
 * that differs between the two runs.
 */
@NullMarked
package dev.baton.examples;

import org.jspecify.annotations.NullMarked;
