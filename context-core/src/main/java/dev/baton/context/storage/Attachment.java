package dev.baton.context.storage;

import io.opentelemetry.context.Context;

/**
 * A context that was put on a thread by {@link Storage#attach}, and what the thread had before. For
 * code that cannot be run between an attach and a restore in one method: a coroutine, which may be
 * restored in another order than it was attached, on another thread, or twice.
 */
public interface Attachment {

  /**
   * Gives the thread back what it had. On another thread than the one that attached, that one is
   * told, and the calling one keeps its open scopes. Throws nothing.
   *
   * @param attached the context that was attached
   * @param code what has run; its class is named if it left a scope open
   * @return whether the calling thread was put back: not if nothing of this is on it any more
   */
  boolean restore(Context attached, Object code);
}
