/** Puts Baton's context storage in place by being on the class path. */
@NullMarked
package dev.baton.provider;

import org.jspecify.annotations.NullMarked;
