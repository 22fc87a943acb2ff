package beside.vertx;

import dev.baton.context.Propagation;
import dev.baton.examples.beside.Crossings;
import dev.baton.examples.beside.Program;
import dev.baton.examples.beside.Submitter;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Vert.x, whose storage keeps OpenTelemetry's context in the Vert.x context of a request, wherever
 * that runs: on an event loop or on a worker.
 */
public final class VertxProgram {
  private final Vertx vertx;
  private final ExecutorService pool;

  private VertxProgram(Vertx vertx, ExecutorService pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  public static void main(String[] args) throws Exception {
    VertxOptions options = new VertxOptions();
    options.setBlockedThreadCheckInterval(Integer.MAX_VALUE); // warns where a machine is just busy
    Vertx vertx = Vertx.vertx(options);
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newSingleThreadExecutor())) {
      VertxProgram program = new VertxProgram(vertx, pool);
      Program.run(List.of(args), program::all);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private void all(Tracer tracer, Crossings crossings) throws Exception {
    Submitter a = new Submitter(tracer, "event loop A");
    crossings.cross("event loop", () -> onLoop(request(), () -> eventLoop(a)).get(), a);
    Submitter b = new Submitter(tracer, "execute blocking A");
    crossings.cross("execute blocking", () -> onLoop(request(), () -> executeBlocking(b)).get(), b);
    Submitter c = new Submitter(tracer, "other request A");
    Submitter d = new Submitter(tracer, "other request B");
    crossings.cross("other request", () -> otherRequest(c, d), c);
    System.out.println("other request itself: " + d.end());
  }

  /** What Vert.x makes for each request: shares its thread with others, but not what is local. */
  private ContextInternal request() {
    return ((ContextInternal) vertx.getOrCreateContext()).duplicate();
  }

  /** Runs something that completes later. */
  private static <T> CompletableFuture<T> onLoop(
      ContextInternal request, Callable<CompletableFuture<T>> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    request.runOnContext(
        start -> {
          try {
            action
                .call()
                .whenComplete(
                    (value, failure) -> {
                      if (failure == null) {
                        result.complete(value);
                      } else {
                        result.completeExceptionally(failure);
                      }
                    });
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** A task on a pool and a stage that another request's event loop completes. */
  private CompletableFuture<String> eventLoop(Submitter submitter) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    ContextInternal other = request();
    CompletableFuture<String> shown;
    try (Scope scope = submitter.enter()) {
      submitter.callback();
      shown =
          ContextFutures.runAsync(submitter::callback, pool)
              .thenCompose(done -> answer)
              .thenApply(submitter::passOn)
              .thenApplyAsync(submitter::passOn, pool);
    }
    System.out.println("event loop after the scope: " + Submitter.here());
    CompletableFuture<String> after = new CompletableFuture<>();
    other.runOnContext(
        go -> {
          answer.complete("answer");
          System.out.println("event loop after completing: " + Submitter.here());
          after.complete("after");
        });
    return shown.thenCombine(after, (one, two) -> one);
  }

  /** Vert.x itself takes the context to the worker and back; Baton from there to a pool. */
  private CompletableFuture<String> executeBlocking(Submitter submitter) {
    Scope scope = submitter.enter();
    return vertx
        .executeBlocking(
            () -> {
              submitter.callback();
              pool.submit(submitter::callback).get();
              return submitter.passOn("blocking");
            })
        .eventually(
            () -> {
              submitter.callback();
              scope.close();
              System.out.println("execute blocking after the scope: " + Submitter.here());
              return Future.succeededFuture();
            })
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** A callback of one request that runs in the middle of another. */
  private void otherRequest(Submitter one, Submitter other) throws Exception {
    Runnable callback = Propagation.capturing().wrap(one::callback);
    onLoop(
            request(),
            () -> {
              CompletableFuture<Void> last;
              try (Scope scope = other.enter()) {
                callback.run();
                other.callback();
                last = CompletableFuture.runAsync(other::callback, pool);
              }
              callback.run();
              System.out.println("other request after the scope: " + Submitter.here());
              return last;
            })
        .get();
  }
}
