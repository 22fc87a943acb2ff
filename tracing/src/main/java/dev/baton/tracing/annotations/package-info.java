/** Spans of annotated methods. */
@NullMarked
package dev.baton.tracing.annotations;

import org.jspecify.annotations.NullMarked;
