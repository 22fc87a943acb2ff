/**
 * What races, under jcstress: two threads do what they do millions of times, and each outcome that
 * was seen is one of those that are allowed. {@code Races} runs them.
 */
@NullMarked
package dev.baton.races;

import org.jspecify.annotations.NullMarked;
