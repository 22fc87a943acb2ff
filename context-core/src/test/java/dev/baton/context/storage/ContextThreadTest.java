package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContextThreadTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  @Test
  void startsUnderRootWithNothingOfItsCreator() throws InterruptedException {
    InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
    inheritable.set("the creator's");
    AtomicReference<String> seen = new AtomicReference<>();
    Thread thread;
    try (Scope scope = A.makeCurrent()) {
      thread =
          new ContextThread(
              null, () -> seen.set(currentName() + ", " + inheritable.get()), "a name");
      thread.start();
      thread.join();
    }
    assertThat(seen).hasValue("null, null");
    assertThat(thread.getName()).isEqualTo("a name");
    assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
  }

  @ParameterizedTest
  @EnumSource
  void eachThreadHasAContextOfItsOwn(ThreadKind kind) {
    try (Scope scope = A.makeCurrent()) {
      kind.run(
          () -> {
            assertThat(currentName()).isNull();
            try (Scope inner = B.makeCurrent()) {
              assertThat(Context.current()).isSameAs(B);
              ThreadKind.CONTEXT_THREAD.run(() -> assertThat(currentName()).isNull());
              assertThat(Context.current()).isSameAs(B);
            }
            assertThat(currentName()).isNull();
          });
      assertThat(Context.current()).isSameAs(A);
    }
  }
}
