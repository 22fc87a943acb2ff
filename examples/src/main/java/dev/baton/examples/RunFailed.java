package dev.baton.examples;

/** Something went wrong that ends the run. The message is one line for a person. */
final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  RunFailed(String message) {
    super(message);
  }
}
