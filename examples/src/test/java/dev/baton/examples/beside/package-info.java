/**
 * Programs that use Baton beside other software, each run by a test in a JVM of its own: {@link
 * dev.baton.examples.beside.Guest} starts one, {@link dev.baton.examples.beside.Crossings} is what
 * they all do. What is peculiar to one of them is in {@code src/beside}.
 */
@NullMarked
package dev.baton.examples.beside;

import org.jspecify.annotations.NullMarked;
