package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can go wrong around the audit does not reach the program, and what grows is bounded. */
class AuditFailuresTest extends AuditedPool {

  private static Context read() {
    return Context.current();
  }

  private static final class Failing implements Context {
    @Override
    public <V> V get(ContextKey<V> key) {
      throw new IllegalStateException("no values here");
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      throw new IllegalStateException("nor there");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new IllegalStateException("nor alike");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("nor like");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("nor in words");
    }
  }

  @Test
  void contextWhoseMethodsThrowIsReadAndCarried() throws Exception {
    Context failing = new Failing();

    pool.submit(
            () -> {
              try (Scope scope = failing.makeCurrent()) {
                assertThat(read() == failing).isTrue();
                Propagation.capturing()
                    .wrap((Runnable) () -> assertThat(read() == failing).isTrue())
                    .run();
              }
              return null;
            })
        .get();
  }

  @Test
  void stackThatOverflowsInTheAuditLeavesItAtWork() throws Exception {
    Callable<Integer> overflowing = () -> recurse(0);
    assertThat(pool.submit(overflowing).get()).isPositive();
    audit.clear();

    pool.submit(AuditFailuresTest::read).get();

    assertThat(found()).hasSize(1);
  }

  @SuppressWarnings("InfiniteRecursion") // until the stack overflows
  private static int recurse(int depth) {
    try {
      assertThat(Context.current() == Context.root()).isTrue();
      return recurse(depth + 1);
    } catch (StackOverflowError deepEnough) {
      return depth + 1;
    }
  }

  @Test
  void interruptOfTheReaderStays() throws Exception {
    Callable<Boolean> interrupted =
        () -> {
          Thread.currentThread().interrupt();
          read();
          return Thread.interrupted();
        };

    assertThat(pool.submit(interrupted).get()).isTrue();
  }

  @Test
  void readsOfManyThreadsAreCountedExactly() throws Exception {
    int threads = 16;
    int reads = 500;
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> readTimes(reads, go));
      thread.start();
      all.add(thread);
    }
    go.countDown();
    for (Thread thread : all) {
      thread.join();
    }

    List<Finding> findings = found();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().count()).isEqualTo((long) threads * reads);
    assertThat(findings.getFirst().threads()).hasSize(10);
  }

  private static void readTimes(int times, CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < times; i++) {
      read();
    }
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void scopeThatAnotherThreadClosesTwiceIsClosed() throws Exception {
    Scope[] scope = new Scope[1];
    Callable<Object> open = () -> scope[0] = Context.root().with(KEY, "a").makeCurrent();
    pool.submit(open).get();
    scope[0].close();
    scope[0].close();

    Callable<Boolean> isRoot = () -> read() == Context.root();
    assertThat(pool.submit(isRoot).get()).isTrue();
    assertThat(found())
        .extracting(Finding::kind)
        .doesNotContain(Kind.LEAKED_SCOPE, Kind.POLLUTED_THREAD);
  }

  @Test
  void hundredThousandScopesThatAreDroppedAreTold() throws Exception {
    int scopes = 100_000;

    pool.submit(
            () -> {
              for (int i = 0; i < scopes; i++) {
                drop(i);
              }
            })
        .get();

    Calls.until(
        () -> {
          System.gc();
          return found().stream()
                  .filter(finding -> finding.kind() == Kind.LEAKED_SCOPE)
                  .mapToLong(Finding::count)
                  .sum()
              >= scopes - 10_000;
        });
    assertThat(found()).hasSizeLessThanOrEqualTo(2);
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static void drop(int i) {
    Context.root().with(KEY, "dropped " + i).makeCurrent();
  }
}
