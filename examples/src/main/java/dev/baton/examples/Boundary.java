package dev.baton.examples;

/** A way for work to leave the thread of its request. */
interface Boundary extends AutoCloseable {

  Row row();

  /**
   * Called on the request's own thread, under its context. Has {@link Request#callback} called
   * later, as many times as the row says, wherever the callbacks of this boundary run.
   */
  void start(Request request);

  @Override
  default void close() {}
}
