/** A soak: hostile tasks over every boundary, for as long as one likes. */
@NullMarked
package dev.baton.examples.soak;

import org.jspecify.annotations.NullMarked;
