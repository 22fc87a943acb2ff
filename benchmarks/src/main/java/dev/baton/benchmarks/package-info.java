/**
 * What the hot path costs: one class for each question, with the raw baseline, Baton, OpenTelemetry
 * and each {@link dev.baton.benchmarks.Peer} that does the same side by side. {@link
 * dev.baton.benchmarks.HotPath} says what the cases have in common; {@link
 * dev.baton.benchmarks.Guard} says whether they cost more than they may, {@link
 * dev.baton.benchmarks.Recorder} and {@link dev.baton.benchmarks.CostTable} make the README's
 * tables.
 */
@NullMarked
package dev.baton.benchmarks;

import org.jspecify.annotations.NullMarked;
