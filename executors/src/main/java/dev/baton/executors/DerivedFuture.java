package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Derived from a wrapped future, and cancelled as one that is derived from the source itself: the
 * JDK's HTTP client aborts the request then.
 */
final class DerivedFuture<T extends @Nullable Object> extends ContextFuture<T> {
  /** One that the source has made. It has nothing of the source's result. */
  private final CompletableFuture<?> sibling;

  DerivedFuture(Propagation propagation, CompletableFuture<?> sibling) {
    super(propagation);
    this.sibling = sibling;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new DerivedFuture<>(propagation, sibling);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    // a new one: one that has been cancelled in vain would not hand it on again
    boolean handedOn = !isDone() && sibling.newIncompleteFuture().cancel(mayInterruptIfRunning);
    return super.cancel(mayInterruptIfRunning) || handedOn;
  }
}
