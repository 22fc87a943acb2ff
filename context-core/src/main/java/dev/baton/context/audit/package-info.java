/**
 * Where was my context lost? The audit watches each read of the current context, and each scope,
 * and names the lines of the user's code at which a context was missing, was somebody else's, or
 * was left behind.
 */
@NullMarked
package dev.baton.context.audit;

import org.jspecify.annotations.NullMarked;
