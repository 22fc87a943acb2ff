package dev.baton.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.CleanThreads;
import dev.baton.context.testing.TestContexts;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextThreads;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a thread does not have from the one that has started it. */
@ExtendWith(CleanThreads.class)
@Tag("slot")
@Tag("default")
final class StartedThreadsTest {
  private static final Context A = TestContexts.named("A");
  private static final InheritableThreadLocal<String> LOCAL = new InheritableThreadLocal<>();
  private static final Propagation WITH_LOCAL =
      Propagation.capturing().with(CarriedThreadLocal.of(LOCAL));

  static List<ThreadFactory> factories() {
    return List.of(
        Executors.defaultThreadFactory(),
        Thread.ofVirtual().factory(),
        ContextThreads.poolFactory("started-"),
        ContextThreads.perTaskFactory(Thread.ofVirtual().factory(), Propagation.root()));
  }

  private static <T> T under(Context context, String value, Callable<T> code) throws Exception {
    LOCAL.set(value);
    try (Scope scope = context.makeCurrent()) {
      return code.call();
    } finally {
      LOCAL.remove();
    }
  }

  private static String seen() {
    return Context.current().get(TestContexts.NAME) + " " + LOCAL.get();
  }

  @Test
  void inheritedValueOfTheFirstSubmitterIsNotSeenByTheNextOne() throws Exception {
    try (ExecutorService raw = Executors.newSingleThreadExecutor()) {
      ExecutorService pool = ContextExecutors.wrap(raw, WITH_LOCAL);
      assertThat(under(A, "a", () -> pool.submit(StartedThreadsTest::seen).get())).isEqualTo("A a");
      assertThat(raw.submit(StartedThreadsTest::seen).get()).isEqualTo("null a"); // as in the JDK
      assertThat(pool.submit(StartedThreadsTest::seen).get()).isEqualTo("null null");
      assertThat(under(A, "b", () -> pool.submit(StartedThreadsTest::seen).get())).isEqualTo("A b");
    }
  }

  @Test
  void poolThreadOfOursInheritsNothingOfTheFirstSubmitters() throws Exception {
    ThreadFactory factory = ContextThreads.poolFactory("started-");
    try (ExecutorService raw = Executors.newSingleThreadExecutor(factory)) {
      ExecutorService pool = ContextExecutors.wrap(raw, WITH_LOCAL);
      assertThat(under(A, "a", () -> pool.submit(StartedThreadsTest::seen).get())).isEqualTo("A a");
      assertThat(raw.submit(StartedThreadsTest::seen).get()).isEqualTo("null null");
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void threadThatATaskStartsDoesNotHaveTheTasksContext(ThreadFactory factory) throws Exception {
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newSingleThreadExecutor())) {
      FutureTask<Context> child = new FutureTask<>(Context::current);
      Callable<Context> task =
          () -> {
            Thread thread = factory.newThread(child);
            thread.start();
            thread.join();
            return Context.current();
          };
      assertThat(under(A, "a", () -> pool.submit(task).get())).isSameAs(A);
      assertThat(child.get()).isSameAs(Context.root());
    }
  }
}
