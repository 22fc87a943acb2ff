/** Spans of operations whose result is one of Guava's futures. */
@NullMarked
package dev.baton.tracing.guava;

import org.jspecify.annotations.NullMarked;
