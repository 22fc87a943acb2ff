package dev.baton.fuzz;

import dev.baton.executors.ContextFutures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Completable futures: where they come from, who completes them, and what hangs on them. */
enum FutureBoundary implements Boundary {
  /** Completed here, in the end or to begin with, or by a thread that knows nothing of us. */
  CHAIN {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = ContextFutures.newFuture(c.propagation());
      chainAndComplete(c, source, source);
    }
  },

  OF_A_RAW_ONE {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = new CompletableFuture<>();
      chainAndComplete(c, source, ContextFutures.wrap(source, c.propagation()));
    }
  },

  OF_A_WRAPPED_ONE {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = new CompletableFuture<>();
      CompletableFuture<Object> wrapped = ContextFutures.wrap(source);
      chainAndComplete(
          c, c.toss() ? source : wrapped, ContextFutures.wrap(wrapped, c.propagation()));
    }
  },

  OF_A_FOREIGN_ONE {
    @Override
    public void cross(Crossing c) {
      Foreign<Object> source = new Foreign<>();
      CompletableFuture<Object> wrapped = ContextFutures.wrap(source, c.propagation());
      chainAndComplete(c, c.toss() ? source : wrapped, wrapped);
    }
  },

  OF_A_STAGE {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = new CompletableFuture<>();
      chainAndComplete(
          c, source, ContextFutures.wrap(source.minimalCompletionStage(), c.propagation()));
    }
  },

  DERIVED {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = ContextFutures.newFuture(c.propagation());
      CompletionStage<Object> derived =
          switch (c.choose(5)) {
            case 0 -> source.copy();
            case 1 -> source.minimalCompletionStage();
            case 2 -> source.minimalCompletionStage().toCompletableFuture();
            case 3 -> source.orTimeout(1, TimeUnit.HOURS);
            default -> source.completeOnTimeout("late", 1, TimeUnit.HOURS);
          };
      chainAndComplete(c, source, derived);
    }
  },

  TIME_OUT {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = ContextFutures.newFuture(c.propagation());
      boolean fails = c.toss();
      chain(c, source, fails, true); // on the one thread that there is for time-outs
      if (fails) {
        source.orTimeout(c.choose(100), TimeUnit.MICROSECONDS);
      } else {
        source.completeOnTimeout("late", c.choose(100), TimeUnit.MICROSECONDS);
      }
    }
  },

  CANCELLED {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = new CompletableFuture<>();
      CompletableFuture<Object> wrapped = ContextFutures.wrap(source, c.propagation());
      chain(c, wrapped, true);
      (c.toss() ? source : wrapped).cancel(true);
    }
  },

  COMPLETE_ASYNC {
    @Override
    public void cross(Crossing c) {
      CompletableFuture<Object> source = ContextFutures.newFuture(c.propagation());
      CompletableFuture<Object> future = c.toss() ? source : ContextFutures.wrap(source);
      boolean onCommonPool = c.toss();
      Body body = onCommonPool ? c.leaf() : c.body();
      if (onCommonPool) {
        future.completeAsync((Supplier<Object>) body);
      } else {
        future.completeAsync(body, executor(c));
      }
      chain(c, future, body.fails(), onCommonPool);
    }
  },

  /** The static methods carry what is installed, if they are not told otherwise. */
  ASYNC {
    @Override
    public void cross(Crossing c) {
      Executor pool = c.pool();
      switch (c.choose(6)) {
        case 0 -> ContextFutures.supplyAsync((Supplier<Object>) c.leaf(Carrying.CAPTURING));
        case 1 -> ContextFutures.supplyAsync(c.body(Carrying.CAPTURING), pool);
        case 2 -> ContextFutures.runAsync(c.leaf(Carrying.CAPTURING));
        case 3 -> ContextFutures.runAsync(c.body(Carrying.CAPTURING), pool);
        case 4 -> ContextFutures.runAsync(c.body(), pool, c.propagation());
        default -> ContextFutures.supplyAsync(c.body(), pool, c.propagation());
      }
    }

    @Override
    public boolean isHeard() {
      return false;
    }
  },

  ALL_OR_ANY {
    @Override
    @SuppressWarnings("unchecked")
    public void cross(Crossing c) {
      CompletableFuture<Object> source = new CompletableFuture<>();
      CompletableFuture<?> derived =
          c.toss()
              ? ContextFutures.allOf(source, CompletableFuture.completedFuture("other"))
              : ContextFutures.anyOf(source, new CompletableFuture<>());
      chainAndComplete(
          c, source, ContextFutures.wrap((CompletableFuture<Object>) derived, c.propagation()));
    }
  };

  /** Somebody's own kind, which hands on what it is asked. */
  private static final class Foreign<T> extends CompletableFuture<T> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new Foreign<>();
    }
  }

  private static void chainAndComplete(
      Crossing c, CompletableFuture<Object> source, CompletionStage<Object> stage) {
    boolean fails = c.choose(3) == 0;
    boolean first = c.choose(3) == 0;
    Executor completer = c.toss() ? c.foreign() : ExecutorBoundary::runCalmly;
    Runnable complete =
        fails
            ? () -> source.completeExceptionally(new Locals.Thrown(true))
            : () -> source.complete("value");
    if (first) {
      completer.execute(complete);
    }
    chain(c, stage, fails);
    if (!first) {
      completer.execute(complete);
    }
  }

  private static void chain(Crossing c, CompletionStage<Object> source, boolean sourceFails) {
    chain(c, source, sourceFails, false);
  }

  /**
   * Registers three stages.
   *
   * @param scarce whether the source is completed by a thread of which there are only a few
   */
  private static void chain(
      Crossing c, CompletionStage<Object> source, boolean sourceFails, boolean scarce) {
    CompletionStage<Object> stage = source;
    boolean fails = sourceFails;
    List<Stage> stages =
        Stream.generate(() -> Stage.ALL.get(c.choose(Stage.ALL.size()))).limit(3).toList();
    boolean leaf = scarce || stages.stream().anyMatch(Stage::isOnCommonPool); // runs others, too
    for (Stage next : stages) {
      Body body = leaf ? c.leaf() : c.body();
      CompletionStage<Object> derived = next.register(stage, fails, body, executor(c));
      if (c.toss()) { // or another one of the same stage
        fails = next.fails(fails, body);
        stage = derived;
      }
    }
  }

  /** For a stage, which adds nothing of its own to what the future carries. */
  static Executor executor(Crossing c) {
    return c.toss() ? c.pool() : c.executor();
  }
}
