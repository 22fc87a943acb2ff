package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Propagation#proxy} gives. */
class ContextProxyTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final CarriedThreadLocal<String> carried = CarriedThreadLocal.of(local);

  @AfterEach
  void clear() {
    local.remove();
  }

  /** With all that a method may have; only this package may use it. */
  interface Listener {
    void message(String text) throws IOException;

    long sum(int a, long b);

    default String closed() {
      return "default of " + this;
    }
  }

  private class Seeing implements Listener {
    @Override
    public void message(String text) throws IOException {
      seen.add(text + " " + currentName() + " " + local.get());
    }

    @Override
    public long sum(int a, long b) {
      seen.add("sum " + currentName());
      return a + b;
    }

    @Override
    public String toString() {
      return "seeing " + currentName();
    }
  }

  private static final class Failing implements Listener {
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void message(String text) throws IOException {
      Failing.<RuntimeException>fail(failure);
    }

    @Override
    public long sum(int a, long b) {
      return Failing.<RuntimeException>fail(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> long fail(Throwable failure) throws X {
      throw (X) failure;
    }
  }

  private static Listener fixed(Listener target) {
    return Propagation.fixed(A).proxy(Listener.class, target);
  }

  // @start region="proxy"
  interface Connection {
    void onEvents(ConnectionListener listener);
  }

  interface ConnectionListener {
    void message(String text);

    void closed();
  }

  /** The listener hears of each event under the context that is current here and now. */
  static void listen(Connection connection, ConnectionListener listener) {
    Propagation propagation = Propagation.capturing();
    connection.onEvents(propagation.proxy(ConnectionListener.class, listener));
  }

  // @end

  @Test
  void exampleOfTheDocs() {
    ConnectionListener[] registered = new ConnectionListener[1];
    ConnectionListener listener =
        new ConnectionListener() {
          @Override
          public void message(String text) {
            seen.add(text + " " + currentName());
          }

          @Override
          public void closed() {
            seen.add("closed " + currentName());
          }
        };
    try (Scope scope = A.makeCurrent()) {
      listen(it -> registered[0] = it, listener);
    }
    registered[0].message("hello");
    registered[0].closed();
    assertThat(seen).containsExactly("hello A", "closed A");
  }

  @ParameterizedTest
  @EnumSource
  void eachMethodRunsUnderWhatWasCapturedAndTheThreadIsPutBack(ThreadKind kind) throws IOException {
    Listener proxy;
    local.set("then");
    try (Scope scope = A.makeCurrent()) {
      proxy = Propagation.capturing().with(carried).proxy(Listener.class, new Seeing());
    }
    local.set("now");
    kind.run(
        () -> {
          try (Scope scope = B.makeCurrent()) {
            local.set("the caller's");
            proxy.message("1");
            assertThat(proxy.sum(1, 2)).isEqualTo(3);
            assertThat(proxy.closed()).isEqualTo("default of seeing A");
            assertThat(currentName()).isEqualTo("B");
            assertThat(local.get()).isEqualTo("the caller's");
          } finally {
            local.remove();
          }
        });
    assertThat(seen).containsExactly("1 A then", "sum A");
  }

  @Test
  void failuresPassThroughAsThrown() {
    for (Throwable failure :
        List.of(new IllegalStateException("1"), new LinkageError("2"), new IOException("3"))) {
      assertThatThrownBy(() -> fixed(new Failing(failure)).message("")).isSameAs(failure);
      assertThat(currentName()).isNull();
    }
  }

  @Test
  void checkedFailureThatIsNotDeclaredIsTheCauseOfOneThatSaysSo() {
    IOException failure = new IOException("on purpose");
    assertThatThrownBy(() -> fixed(new Failing(failure)).sum(1, 2))
        .isInstanceOf(UndeclaredThrowableException.class)
        .cause()
        .isSameAs(failure);
    assertThat(currentName()).isNull();
  }

  @Test
  void proxiesOfEqualTargetsAreEqualAndOfNoOther() {
    Listener target = new Seeing();
    Listener proxy = fixed(target);
    Listener other = Propagation.root().proxy(Listener.class, target);
    assertThat(proxy).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(proxy).hasSameHashCodeAs(target);
    assertThat(proxy.equals(target)).isFalse();
    assertThat(target.equals(proxy)).isFalse();
    assertThat(proxy).isNotEqualTo(fixed(new Seeing())).isNotEqualTo(null).isNotEqualTo("");
  }

  @Test
  void methodsOfObjectAreTheTargetsWithNoContext() {
    assertThat(fixed(new Seeing())).hasToString("ContextListener[seeing null]");
  }

  @Test
  void unwrapGivesTheTarget() {
    Listener target = new Seeing();
    assertThat(ContextTask.unwrap(fixed(target))).isSameAs(target);
  }

  @Test
  void wrappedTwiceItKeepsWhatWasCapturedFirst() throws IOException {
    Listener proxy = fixed(new Seeing());
    local.set("later");
    assertThat(Propagation.fixed(B).with(carried).proxy(Listener.class, proxy)).isSameAs(proxy);
    local.remove();
    proxy.message("1");
    assertThat(seen).containsExactly("1 A null");
  }

  @Test
  void wrappedTwiceOneMoreListenerHearsOfIt() {
    RecordingListener listener = new RecordingListener();
    Listener target = new Seeing();
    Propagation later = Propagation.fixed(B).with(listener);
    Listener twice = later.proxy(Listener.class, fixed(target));
    twice.sum(1, 2);
    assertThat(later.proxy(Listener.class, twice)).isSameAs(twice);
    assertThat(seen).containsExactly("sum A");
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events()).extracting(RecordingListener.Event::task).containsOnly(target);
  }

  @Test
  @SuppressWarnings("unchecked") // of a generic interface
  void wrappedAsATaskOrAFunctionItKeepsWhatWasCapturedFirst() {
    Supplier<String> proxy =
        Propagation.fixed(A).proxy(Supplier.class, () -> currentName() + " " + local.get());
    local.set("later");
    Supplier<String> twice = Propagation.fixed(B).with(carried).wrapSupplier(proxy);
    local.remove();
    assertThat(twice).isSameAs(proxy);
    assertThat(twice.get()).isEqualTo("A null");

    Runnable task = Propagation.fixed(A).proxy(Runnable.class, () -> seen.add(currentName()));
    assertThat(Propagation.fixed(B).wrap(task)).isSameAs(task);
    Propagation.fixed(B).with(new RecordingListener()).wrap(task).run();
    assertThat(seen).containsExactly("A");
  }

  @Test
  void wrappedTaskIsNotWrappedOnceMore() {
    Runnable wrapped = Propagation.fixed(A).wrap((Runnable) () -> seen.add(currentName()));
    assertThat(Propagation.fixed(B).proxy(Runnable.class, wrapped)).isSameAs(wrapped);
    Propagation.fixed(B).with(new RecordingListener()).proxy(Runnable.class, wrapped).run();
    assertThat(seen).containsExactly("A");
  }

  @Test
  void listenerHearsOfEachCallAndOfWhatItThrew() {
    RecordingListener listener = new RecordingListener();
    IOException failure = new IOException("on purpose");
    Listener target = new Failing(failure);
    Listener proxy = Propagation.fixed(A).with(listener).proxy(Listener.class, target);
    assertThatThrownBy(() -> proxy.message("1")).isSameAs(failure);
    assertThat(proxy.hashCode()).isEqualTo(target.hashCode());
    assertThat(listener.names()).containsExactly("submitted", "started", "ended");
    assertThat(listener.events().get(2).detail()).isSameAs(failure);
  }

  @Test
  @Tag("hostile")
  void scopeLeftOpenIsClosedAndReportedWithTheClassOfTheTarget() {
    class Leaking implements Runnable {
      @Override
      public void run() {
        open(B);
      }
    }
    try (LogCapture log = LogCapture.start()) {
      Propagation.fixed(A).proxy(Runnable.class, new Leaking()).run();
      assertThat(currentName()).isNull();
      assertThat(log.messages()).singleElement().asString().contains(Leaking.class.getName());
    }
  }
}
