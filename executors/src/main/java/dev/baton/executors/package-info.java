/**
 * The executors, threads and futures of {@code java.util.concurrent}, wrapped so that what they run
 * has the context of whoever asked for it. Start at {@link dev.baton.executors.ContextExecutors}.
 */
@NullMarked
package dev.baton.executors;

import org.jspecify.annotations.NullMarked;
