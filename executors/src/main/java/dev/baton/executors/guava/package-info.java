/**
 * Guava's listening executors and listenable futures. Needs guava on the class path, which is an
 * optional dependency; nothing else in this module does.
 */
@NullMarked
package dev.baton.executors.guava;

import org.jspecify.annotations.NullMarked;
