package dev.baton.fuzz;

import dev.baton.coroutines.ContextCoroutines;
import dev.baton.coroutines.Ways;
import java.util.List;
import java.util.concurrent.ExecutorService;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.ExecutorsKt;

/** Coroutines: a boundary for each of the ways through them. */
record CoroutineBoundary(Ways way) implements Boundary {
  static final List<CoroutineBoundary> ALL =
      List.of(Ways.values()).stream().map(CoroutineBoundary::new).toList();

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
    List<Runnable> tasks =
        List.of(c.tidyBody()::runCalmly, c.tidyBody()::runCalmly, c.tidyBody()::runCalmly);
    way.start(context, elsewhere, tasks);
  }

  /** Nobody hears of coroutines, but of the tasks that a wrapped executor runs them as. */
  @Override
  public boolean isHeard() {
    return false;
  }

  @Override
  public String toString() {
    return "COROUTINE_" + way;
  }
}
