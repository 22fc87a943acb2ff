package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * {@code StructuredTaskScope}, a preview API that differs from release to release: what is common
 * to them is a scope of threads by a factory, which forks, joins and is closed.
 */
final class StructuredTaskScopeTest {
  private static final Context A = TestContexts.named("A");
  private static final Context B = TestContexts.named("B");

  private final ThreadFactory factory = ContextThreads.perTaskFactory(Thread.ofVirtual().factory());

  @Test
  void subtaskRunsUnderTheContextOfTheScopesOwner() throws Exception {
    try (Scope scope = A.makeCurrent()) {
      assertThat(runInScope(factory, Context::current)).isSameAs(A);
    }
  }

  @Test
  void subtaskOfASubtaskRunsUnderTheContextOfItsOwner() throws Exception {
    try (Scope scope = A.makeCurrent()) {
      Callable<Object> nested =
          () -> {
            try (Scope inner = B.makeCurrent()) {
              return runInScope(factory, Context::current);
            }
          };
      assertThat(runInScope(factory, nested)).isSameAs(B);
    }
  }

  @Test
  void subtaskOfAScopeUnderRootRunsUnderRoot() throws Exception {
    assertThat(runInScope(factory, Context::current)).isSameAs(Context.root());
  }

  @Test
  void subtaskOnAThreadOfAPlainFactoryLosesTheContext() throws Exception {
    try (Scope scope = A.makeCurrent()) {
      assertThat(runInScope(Thread.ofVirtual().factory(), Context::current))
          .isSameAs(Context.root());
    }
  }

  private static Object runInScope(ThreadFactory factory, Callable<?> subtask) throws Exception {
    Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
    try (AutoCloseable scope = open(type, factory)) {
      Object forked = type.getMethod("fork", Callable.class).invoke(scope, subtask);
      type.getMethod("join").invoke(scope);
      return Class.forName(type.getName() + "$Subtask").getMethod("get").invoke(forked);
    }
  }

  private static AutoCloseable open(Class<?> type, ThreadFactory factory) throws Exception {
    if (!type.isInterface()) { // up to JDK 24
      return (AutoCloseable)
          type.getConstructor(String.class, ThreadFactory.class).newInstance("scope", factory);
    }
    Method open =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("open") && method.getParameterCount() == 2)
            .findAny()
            .orElseThrow();
    Object joiner = Class.forName(type.getName() + "$Joiner").getMethod("awaitAll").invoke(null);
    Method withThreadFactory =
        Class.forName(type.getName() + "$Configuration")
            .getMethod("withThreadFactory", ThreadFactory.class);
    UnaryOperator<Object> configure =
        configuration -> {
          try {
            return withThreadFactory.invoke(configuration, factory);
          } catch (ReflectiveOperationException e) {
            throw new LinkageError("withThreadFactory", e);
          }
        };
    return (AutoCloseable) open.invoke(null, joiner, configure);
  }
}
