package dev.baton.executors;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import com.sun.management.ThreadMXBean;
import dev.baton.executors.guava.ContextFluentFuture;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a function costs: 24 bytes, and nothing when it runs. Everything happens on the test's
 * thread, and everything is put into fields, where the compiler has to leave it.
 */
@Tag("slot")
final class FutureBytesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Map<String, StageMethods.Method> METHODS = StageMethods.all();
  private static final Executor DIRECT = directExecutor();
  private static final Executor WRAPPED = ContextExecutors.wrap(DIRECT);
  private static final int OPERATIONS = 200;
  private static final int ROUNDS = 30;

  private CompletableFuture<String> source;
  private ListenableFuture<String> listenable;
  private Object result;
  private int runs;

  private static String supply() {
    return "value";
  }

  /** Of one operation. The least of many rounds: the first ones load and link classes. */
  private static double bytes(Runnable operation) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < OPERATIONS; i++) {
        operation.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / OPERATIONS;
  }

  /**
   * What a future of ours has on top of the JDK's: its field fits into the gap at the end of the
   * object with the usual headers, and takes a word with compact ones.
   */
  private double field() {
    return bytes(() -> result = new CompletableFuture<>()) == 16 ? 8 : 0;
  }

  private Runnable stage(
      Supplier<CompletableFuture<String>> newFuture, String method, Executor executor) {
    StageMethods.Method register = METHODS.get(method);
    Runnable probe = () -> runs++;
    boolean fails = !StageMethods.isCalled(method, false);
    RuntimeException failure = new IllegalStateException("on purpose");
    return () -> {
      source = newFuture.get();
      result = register.register(source, probe, executor);
      if (fails) {
        source.completeExceptionally(failure);
      } else {
        source.complete("value");
      }
    };
  }

  static Stream<String> methodsOnTheCallersThread() {
    return METHODS.keySet().stream().filter(method -> !method.endsWith("Async"));
  }

  @ParameterizedTest
  @MethodSource("methodsOnTheCallersThread")
  void stageCosts24BytesMoreThanTheJdks(String method) {
    double raw = bytes(stage(CompletableFuture::new, method, DIRECT));
    double expected = raw + 24 + 2 * field(); // the source's and the stage's
    assertThat(bytes(stage(ContextFutures::newFuture, method, DIRECT))).isEqualTo(expected);
    assertThat(bytes(stage(ContextFutures::newFuture, method, WRAPPED))).isEqualTo(expected);
    assertThat(runs).isEqualTo(3 * OPERATIONS * ROUNDS);
  }

  @Test
  void supplierCosts24BytesMoreThanInTheJdk() {
    double raw =
        bytes(() -> result = CompletableFuture.supplyAsync(FutureBytesTest::supply, DIRECT));
    for (Executor executor : new Executor[] {DIRECT, WRAPPED}) {
      double ours =
          bytes(() -> result = ContextFutures.supplyAsync(FutureBytesTest::supply, executor));
      assertThat(ours - raw).isEqualTo(24 + field());
    }
  }

  @Test
  void futureWithoutAFunctionCostsWhatTheJdksDoes() {
    assertThat(bytes(() -> result = ContextFutures.newFuture()))
        .isEqualTo(bytes(() -> result = new CompletableFuture<>()) + field());
    source = CompletableFuture.completedFuture("value");
    double raw = bytes(() -> result = source.copy());
    source = ContextFutures.completedFuture("value");
    assertThat(bytes(() -> result = source.copy())).isEqualTo(raw + field());
  }

  /** Where the first is one of ours, the JDK makes the result one, too. */
  @Test
  void allOfCostsLittleMoreThanTheJdks() {
    CompletableFuture<String> other = new CompletableFuture<>();
    double raw =
        bytes(() -> result = CompletableFuture.allOf(new CompletableFuture<String>(), other));
    double ours = bytes(() -> result = ContextFutures.allOf(ContextFutures.newFuture(), other));
    assertThat(ours - raw).isBetween(0.0, 8 + 2 * field());
  }

  @Test
  void guavaListenerCosts24BytesMoreThanGuavas() {
    SettableFuture<String> done = SettableFuture.create();
    done.set("value");
    Runnable add = () -> listenable.addListener(() -> runs++, directExecutor());
    listenable = done;
    double raw = bytes(add);
    listenable = ContextFluentFuture.wrap(done);
    assertThat(bytes(add) - raw).isEqualTo(24);
  }
}
