package dev.baton.benchmarks;

import dev.baton.rx.ContextSchedulers;
import dev.baton.rx.ContextTransformer;
import dev.baton.rx.RxContextHooks;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.rxjava.v3_1_1.TracingAssembly;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * What an item costs on its way through a chain of RxJava.
 *
 * <ul>
 *   <li>{@code synchronous}: ten operators on the subscribing thread;
 *   <li>{@code foreign}: ten operators below a processor that is fed by a thread with no context;
 *   <li>{@code observeOn}: three operators, then a change of thread, then three more.
 * </ul>
 *
 * <p>{@code openTelemetry} is its {@code TracingAssembly}; {@code baton} are our hooks; {@code
 * batonWrapped} has no hooks, but a wrapped scheduler, and a transformer below the processor.
 */
public class RxBenchmark extends HotPath {
  private static final int ITEMS = 10_000;

  private static final String BATON_WRAPPED = "batonWrapped";

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long chain(Items state) throws Exception {
    return state.chain.run();
  }

  /** Sends its items through and waits for the last one. */
  interface Chain {
    long run() throws Exception;
  }

  /** On their way, with whatever carries the context. */
  public static class Items extends ContextState {
    @Param({RAW, OPEN_TELEMETRY, BATON, BATON_WRAPPED, BATON_OPEN_TELEMETRY_STORAGE})
    String peer;

    @Param({"synchronous", "foreign", "observeOn"})
    String form;

    Chain chain = () -> 0;
    private boolean looks;
    private long wrong;
    private @Nullable Disposable subscription;

    @Override
    void prepare(String peer) throws Exception {
      install();
      try (Scope scope = context(false).makeCurrent()) {
        chain = chain();
      }
      looks = true;
      long items = chain.run();
      looks = false;
      if (items != ITEMS || (!peer.equals(RAW) && wrong != 0)) {
        throw new IllegalStateException(items + " items, " + wrong + " under a wrong context");
      }
    }

    private void install() {
      switch (peer) {
        case OPEN_TELEMETRY -> TracingAssembly.create().enable();
        case BATON, BATON_OPEN_TELEMETRY_STORAGE -> {
          RxContextHooks hooks = RxContextHooks.install();
          if (hooks != RxContextHooks.install()) {
            throw new IllegalStateException("installed twice");
          }
        }
        case BATON_WRAPPED -> RxContextHooks.install().close(); // the installation brought them
        default -> {}
      }
    }

    private Scheduler scheduler() {
      Scheduler single = Schedulers.single();
      return peer.equals(BATON_WRAPPED) ? ContextSchedulers.wrap(single) : single;
    }

    private <T> Flowable<T> below(Flowable<T> source) {
      return peer.equals(BATON_WRAPPED) ? source.compose(ContextTransformer.of()) : source;
    }

    private Chain chain() {
      return switch (form) {
        case "synchronous" -> {
          Flowable<Integer> ten = five(five(Flowable.range(0, ITEMS)));
          Context context = context(false);
          yield () -> {
            try (Scope scope = context.makeCurrent()) {
              return ten.count().blockingGet();
            }
          };
        }
        case "foreign" -> {
          PublishProcessor<Integer> driver = PublishProcessor.create();
          long[] seen = {0};
          subscription =
              five(five(below(driver.onBackpressureDrop()))).subscribe(item -> seen[0]++);
          yield () -> {
            seen[0] = 0;
            for (int i = 0; i < ITEMS; i++) {
              driver.onNext(i);
            }
            return seen[0];
          };
        }
        case "observeOn" -> {
          Flowable<Integer> there =
              three(three(Flowable.range(0, ITEMS)).observeOn(scheduler(), false, 128));
          Context context = context(false);
          yield () -> {
            try (Scope scope = context.makeCurrent()) {
              return there.count().blockingGet();
            }
          };
        }
        default -> throw new IllegalArgumentException(form);
      };
    }

    private Flowable<Integer> five(Flowable<Integer> source) {
      return three(source).skip(0).map(item -> item ^ 1);
    }

    private Flowable<Integer> three(Flowable<Integer> source) {
      return source.map(item -> item + 1).filter(item -> item > -2).doOnNext(this::look);
    }

    private void look(int item) {
      if (looks && Context.current().get(Body.KEY) != Body.VALUE) {
        wrong++;
      }
    }

    @Override
    void finish() {
      if (subscription != null) {
        subscription.dispose();
      }
    }
  }
}
