/**
 * What the hot path costs: one class for each question, with the raw baseline, OpenTelemetry and
 * Baton side by side. {@link dev.baton.benchmarks.HotPath} says what the cases have in common.
 */
@NullMarked
package dev.baton.benchmarks;

import org.jspecify.annotations.NullMarked;
