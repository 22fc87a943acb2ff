package dev.baton.rx;

import dev.baton.context.BatonInternal;
import dev.baton.context.CapturedContext;
import io.reactivex.rxjava3.operators.QueueFuseable;
import org.jspecify.annotations.Nullable;

/** A queue that may be fused; polled under a context, since what fills it may run then. */
interface ContextQueue<T> extends QueueFuseable<T> {

  QueueFuseable<T> queue();

  CapturedContext captured();

  @Override
  default @Nullable T poll() throws Throwable {
    return BatonInternal.run(captured(), (queue, a, b) -> queue.poll(), queue(), null, null);
  }

  @Override
  default int requestFusion(int mode) {
    return queue().requestFusion(mode);
  }

  @Override
  default boolean offer(T value) {
    return queue().offer(value);
  }

  @Override
  default boolean offer(T first, T second) {
    return queue().offer(first, second);
  }

  @Override
  default boolean isEmpty() {
    return queue().isEmpty();
  }

  @Override
  default void clear() {
    queue().clear();
  }
}
