package dev.baton.examples;

/** A way for work to leave the thread of its request. */
interface Boundary extends AutoCloseable {

  Row row();

  /**
   * Called on the request's own thread, under its context. Makes a {@link Callback} of each piece
   * of work where it hands that on, as many as the row says, and has it run later, wherever the
   * callbacks of this boundary run.
   */
  void start(Request request);

  @Override
  default void close() {}
}
