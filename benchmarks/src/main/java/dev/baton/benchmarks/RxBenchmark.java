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
import org.openjdk.jmh.annotations.Fork;
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

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long raw(Raw state) throws Exception {
    return state.chain.run();
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public long openTelemetry(OpenTelemetry state) throws Exception {
    return state.chain.run();
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  @Fork(jvmArgsAppend = BATON)
  public long baton(Hooks state) throws Exception {
    return state.chain.run();
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  @Fork(jvmArgsAppend = BATON)
  public long batonWrapped(Wrapped state) throws Exception {
    return state.chain.run();
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  @Fork(jvmArgsAppend = OPEN_TELEMETRY)
  public long batonOpenTelemetryStorage(Hooks state) throws Exception {
    return state.chain.run();
  }

  /** Sends its items through and waits for the last one. */
  interface Chain {
    long run() throws Exception;
  }

  /** Nothing carried. */
  public static class Raw extends ContextState {
    @Param({"synchronous", "foreign", "observeOn"})
    String form;

    Chain chain = () -> 0;
    private boolean looks;
    private long wrong;
    private @Nullable Disposable subscription;

    @Override
    final void prepare() throws Exception {
      install();
      try (Scope scope = context(false).makeCurrent()) {
        chain = chain();
      }
      looks = true;
      long items = chain.run();
      looks = false;
      if (items != ITEMS || (carries() && wrong != 0)) {
        throw new IllegalStateException(items + " items, " + wrong + " under a wrong context");
      }
    }

    void install() {}

    boolean carries() {
      return false;
    }

    Scheduler scheduler() {
      return Schedulers.single();
    }

    <T> Flowable<T> below(Flowable<T> source) {
      return source;
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
    final void finish() {
      if (subscription != null) {
        subscription.dispose();
      }
    }
  }

  /** Each operator's observer wrapped, by a hook at assembly. */
  public static class OpenTelemetry extends Raw {
    @Override
    void install() {
      TracingAssembly.create().enable();
    }

    @Override
    boolean carries() {
      return true;
    }
  }

  /** Our hooks, and nothing else. */
  public static class Hooks extends Raw {
    @Override
    void install() {
      RxContextHooks hooks = RxContextHooks.install();
      if (hooks != RxContextHooks.install()) {
        throw new IllegalStateException("installed twice");
      }
    }

    @Override
    boolean carries() {
      return true;
    }
  }

  /** A transformer and a wrapped scheduler, with no hooks. */
  public static class Wrapped extends Raw {
    private final Scheduler scheduler = ContextSchedulers.wrap(Schedulers.single());

    @Override
    void install() {
      RxContextHooks.install().close(); // the installation brought them
    }

    @Override
    boolean carries() {
      return true;
    }

    @Override
    Scheduler scheduler() {
      return scheduler;
    }

    @Override
    <T> Flowable<T> below(Flowable<T> source) {
      return source.compose(ContextTransformer.capturing());
    }
  }
}
