package dev.baton.fuzz;

import dev.baton.coroutines.ContextCoroutines;
import dev.baton.coroutines.Ways;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.ExecutorsKt;

/**
 * Coroutines: a boundary for each of the ways through them, and one for each that is cancelled
 * wherever it has got to.
 */
record CoroutineBoundary(Ways way, boolean cancelled) implements Boundary {
  static final List<CoroutineBoundary> ALL =
      Arrays.stream(Ways.values())
          .flatMap(
              way -> Stream.of(new CoroutineBoundary(way, false), new CoroutineBoundary(way, true)))
          .toList();

  @Override
  public void cross(Crossing c) {
    CoroutineDispatcher dispatcher = ExecutorsKt.from(c.pool(Pools.Kind.PLATFORM));
    CoroutineDispatcher elsewhere =
        ExecutorsKt.from(c.pool(c.toss() ? Pools.Kind.OWN : Pools.Kind.FORK_JOIN));
    ExecutorService executor = c.wrap(c.poolElsewhere());
    CoroutineContext context =
        c.toss()
            ? ContextCoroutines.asCoroutineContext(executor)
            : dispatcher.plus(ContextCoroutines.asCoroutineContext(c.propagation()));
    List<Runnable> tasks = List.of(task(c), task(c), task(c));
    CompletableFuture<?> coroutine = way.start(context, elsewhere, tasks);
    if (cancelled) {
      coroutine.cancel(true);
    }
  }

  private Runnable task(Crossing c) {
    Body body = c.tidyBody();
    return (cancelled ? body.cancellable() : body)::runCalmly;
  }

  /** Nobody hears of coroutines, but of the tasks that a wrapped executor runs them as. */
  @Override
  public boolean isHeard() {
    return false;
  }

  @Override
  public String toString() {
    return "COROUTINE_" + way + (cancelled ? "_CANCELLED" : "");
  }
}
