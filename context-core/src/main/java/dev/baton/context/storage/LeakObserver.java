package dev.baton.context.storage;

import io.opentelemetry.context.Context;

/** A target that wants to hear of a scope that it left open, and that runs somebody else's code. */
public interface LeakObserver {

  /** Whose class is named in the report. */
  Object code();

  /** The thread has been put back. */
  void leaked(Context leftOpen);
}
