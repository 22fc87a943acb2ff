/** Spans of chains of RxJava 3. */
@NullMarked
package dev.baton.tracing.rx;

import org.jspecify.annotations.NullMarked;
