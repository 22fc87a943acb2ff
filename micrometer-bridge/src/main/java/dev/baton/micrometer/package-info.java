/**
 * OpenTelemetry's context for whatever uses Micrometer's context propagation, Reactor first of all;
 * and what is registered with Micrometer for Baton's wrappers.
 */
@NullMarked
package dev.baton.micrometer;

import org.jspecify.annotations.NullMarked;
