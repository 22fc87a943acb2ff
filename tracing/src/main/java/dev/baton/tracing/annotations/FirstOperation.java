package dev.baton.tracing.annotations;

import dev.baton.tracing.TracedOperation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Gives the first subscriber the operation that has begun with the call; later ones another. */
final class FirstOperation implements Supplier<TracedOperation> {
  private final TracedOperation first;
  private final Supplier<TracedOperation> again;
  private final AtomicBoolean taken = new AtomicBoolean();

  FirstOperation(TracedOperation first, Supplier<TracedOperation> again) {
    this.first = first;
    this.again = again;
  }

  @Override
  public TracedOperation get() {
    return taken.compareAndSet(false, true) ? first : again.get();
  }

  @Override
  public String toString() {
    return first.toString();
  }
}
