/**
 * What is carried across an asynchronous boundary, when it is captured, and how the thread is put
 * back afterwards. Start at {@link dev.baton.context.Propagation}; {@link
 * dev.baton.context.Baton#install()} is the optional line at start-up that makes it thorough.
 */
@NullMarked
package dev.baton.context;

import org.jspecify.annotations.NullMarked;
