package dev.baton.fuzz;

import dev.baton.executors.ContextFutures;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Each method of a stage by itself. A thread that knows nothing of us completes the future. */
record StageBoundary(Stage stage) implements Boundary {
  static final List<StageBoundary> ALL = Stage.ALL.stream().map(StageBoundary::new).toList();

  @Override
  public void cross(Crossing c) {
    CompletableFuture<Object> source = ContextFutures.newFuture(c.propagation());
    boolean fails = !stage.runs(false);
    Body body = stage.isOnCommonPool() ? c.leaf() : c.body();
    stage.register(source, fails, body, FutureBoundary.executor(c));
    c.foreign()
        .execute(
            () -> {
              if (fails) {
                source.completeExceptionally(new Locals.Thrown(false));
              } else {
                source.complete("value");
              }
            });
  }

  @Override
  public String toString() {
    return "STAGE_" + stage;
  }
}
