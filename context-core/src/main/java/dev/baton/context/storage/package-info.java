/**
 * How a context is put on a thread and taken off again. Not API: public only because Baton's own
 * modules need some of it, and changed without notice. {@link dev.baton.context.storage.Storage} is
 * the way in.
 */
@NullMarked
package dev.baton.context.storage;

import org.jspecify.annotations.NullMarked;
