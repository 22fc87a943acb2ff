package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextForkJoinTasks;
import dev.baton.executors.ContextFutures;
import dev.baton.executors.guava.ContextFluentFuture;
import dev.baton.rx.ContextTransformer;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextScheduledExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.processors.PublishProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The README's table of boundaries: what a callback finds, if executors, futures and chains are
 * wrapped by what each library has for them, and callbacks are left as they are.
 */
final class PeersTest {
  private static final ContextKey<String> NAME = ContextKey.named("name");
  private static final Context OURS = Context.root().with(NAME, "the caller's");
  private static final Context ANOTHERS = Context.root().with(NAME, "another's");
  private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

  /** What each has for a thing to be wrapped; itself, if it has nothing. */
  enum Peer {
    OPENTELEMETRY {
      @Override
      ExecutorService executor(ExecutorService pool) {
        return Context.taskWrapping(pool);
      }

      @Override
      ScheduledExecutorService scheduler(ScheduledExecutorService pool) {
        return Context.taskWrapping(pool);
      }
    },
    MICROMETER {
      @Override
      ExecutorService executor(ExecutorService pool) {
        return ContextExecutorService.wrap(pool, SNAPSHOTS::captureAll);
      }

      @Override
      ScheduledExecutorService scheduler(ScheduledExecutorService pool) {
        return ContextScheduledExecutorService.wrap(pool, SNAPSHOTS::captureAll);
      }
    },
    BATON {
      @Override
      ExecutorService executor(ExecutorService pool) {
        return ContextExecutors.wrap(pool);
      }

      @Override
      ScheduledExecutorService scheduler(ScheduledExecutorService pool) {
        return ContextExecutors.wrap(pool);
      }

      @Override
      <T> CompletableFuture<T> future(CompletableFuture<T> future) {
        return ContextFutures.wrap(future);
      }

      @Override
      <T> ListenableFuture<T> listenable(ListenableFuture<T> future) {
        return ContextFluentFuture.wrap(future);
      }

      @Override
      ForkJoinTask<?> subtask(ForkJoinTask<?> task) {
        return ContextForkJoinTasks.wrap(task);
      }

      @Override
      <T> FlowableTransformer<T, T> chain() {
        return ContextTransformer.of(Propagation.capturing());
      }
    };

    abstract ExecutorService executor(ExecutorService pool);

    abstract ScheduledExecutorService scheduler(ScheduledExecutorService pool);

    <T> CompletableFuture<T> future(CompletableFuture<T> future) {
      return future;
    }

    <T> ListenableFuture<T> listenable(ListenableFuture<T> future) {
      return future;
    }

    ForkJoinTask<?> subtask(ForkJoinTask<?> task) {
      return task;
    }

    <T> FlowableTransformer<T, T> chain() {
      return chain -> chain;
    }
  }

  /** A row of the table. */
  enum Row {
    TASK("a task on an executor") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        ExecutorService pool = pool();
        peer.executor(pool).execute(callback);
        pool.shutdown();
      }
    },
    DELAYED("a delayed task") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor(dirty());
        var unused = peer.scheduler(pool).schedule(callback, 1, TimeUnit.MILLISECONDS);
        pool.shutdown();
      }
    },
    STAGE("`thenApply` on a future that a driver completes") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        var unused = peer.future(answer).thenRun(callback);
        driver.accept(() -> answer.complete(""));
      }
    },
    ASYNC_STAGE("`thenApplyAsync` on it, on a wrapped pool") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        ExecutorService pool = pool();
        CompletableFuture<String> answer = new CompletableFuture<>();
        var unused =
            peer.future(answer)
                .thenRunAsync(callback, peer.executor(pool))
                .whenComplete((done, failure) -> pool.shutdown());
        driver.accept(() -> answer.complete(""));
      }
    },
    SUBTASK("a forked subtask") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        ForkJoinPool pool = new ForkJoinPool(2);
        CountDownLatch ran = new CountDownLatch(1);
        peer.executor(pool)
            .execute(
                () -> {
                  var unused =
                      peer.subtask(
                              new RecursiveAction() {
                                @Override
                                protected void compute() {
                                  callback.run();
                                  ran.countDown();
                                }
                              })
                          .fork();
                  await(ran); // not join: so another worker has to take it
                });
        pool.shutdown();
      }
    },
    GUAVA("a callback of a Guava future") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        SettableFuture<String> answer = SettableFuture.create();
        Futures.addCallback(
            peer.listenable(answer),
            new FutureCallback<String>() {
              @Override
              public void onSuccess(@Nullable String text) {
                callback.run();
              }

              @Override
              public void onFailure(Throwable failure) {}
            },
            MoreExecutors.directExecutor());
        driver.accept(() -> answer.set(""));
      }
    },
    RX("an RxJava chain that a driver feeds") {
      @Override
      void start(Peer peer, Consumer<Runnable> driver, Runnable callback) {
        PublishProcessor<String> source = PublishProcessor.create();
        var unused =
            source.compose(peer.<String>chain()).map(text -> text).subscribe(t -> callback.run());
        driver.accept(() -> source.onNext(""));
      }
    };

    private final String text;

    Row(String text) {
      this.text = text;
    }

    /** Called under our context; has the callback called on a thread that has another's. */
    abstract void start(Peer peer, Consumer<Runnable> driver, Runnable callback);

    private static ExecutorService pool() {
      return Executors.newSingleThreadExecutor(dirty());
    }
  }

  /** Threads that have another's context by themselves. */
  private static ThreadFactory dirty() {
    UnaryOperator<Runnable> under = ANOTHERS::wrap;
    return task -> new Thread(under.apply(task));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** And takes RxJava's hooks out, which would carry the context for everybody. */
  @BeforeAll
  static void install() {
    Wiring.install();
  }

  private static boolean carries(Row row, Peer peer) throws Exception {
    CompletableFuture<Context> seen = new CompletableFuture<>();
    ExecutorService driver = Executors.newSingleThreadExecutor(dirty());
    try (Scope scope = OURS.makeCurrent()) {
      row.start(peer, driver::execute, () -> seen.complete(Context.current()));
    } finally {
      driver.shutdown();
    }
    return "the caller's".equals(seen.get(30, TimeUnit.SECONDS).get(NAME));
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void readmeSaysWhatIsCarried(Row row) throws Exception {
    StringBuilder line = new StringBuilder("| " + row.text + " |");
    for (Peer peer : Peer.values()) {
      line.append(carries(row, peer) ? " ✓ |" : " lost |");
    }
    assertThat(Files.readAllLines(readme())).contains(line.toString());
  }

  private static Path readme() throws IOException {
    return Path.of("..", "README.md").toRealPath();
  }
}
