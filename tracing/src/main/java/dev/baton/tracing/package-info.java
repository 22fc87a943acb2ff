/**
 * Makes asynchronous work visible with the OpenTelemetry API: metrics of executors and their tasks,
 * and spans. Start at {@link dev.baton.tracing.TaskTelemetry}.
 */
@NullMarked
package dev.baton.tracing;

import org.jspecify.annotations.NullMarked;
