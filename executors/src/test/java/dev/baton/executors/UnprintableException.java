package dev.baton.executors;

/** None of its own methods works. */
public final class UnprintableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @Override
  public String getMessage() {
    throw new IllegalStateException("no message");
  }

  @Override
  public String getLocalizedMessage() {
    throw new IllegalStateException("no message");
  }

  @Override
  public String toString() {
    throw new IllegalStateException("no text");
  }
}
