package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CarriedThreadLocalTest {
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final CarriedThreadLocal<String> accessor = CarriedThreadLocal.of(local);

  /** A user's own thread-local. */
  static final class Tenant {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Tenant() {}

    static String current() {
      return CURRENT.get();
    }

    static void enter(String tenant) {
      CURRENT.set(tenant);
    }

    static void leave() {
      CURRENT.remove();
    }
  }

  // @start region="accessor"
  enum TenantAccessor implements CarriedThreadLocal<String> {
    INSTANCE;

    @Override
    public String get() {
      return Tenant.current();
    }

    @Override
    public void set(String tenant) {
      Tenant.enter(tenant);
    }

    @Override
    public void clear() {
      Tenant.leave();
    }
  }

  static final Propagation WITH_TENANT = Propagation.capturing().with(TenantAccessor.INSTANCE);

  // @end

  private static void handle(String expected) {
    assertThat(Tenant.current()).isEqualTo(expected);
  }

  @Test
  void exampleOfTheDocs() {
    Tenant.enter("acme");
    Runnable task = WITH_TENANT.wrap(() -> handle("acme"));
    Tenant.leave();
    for (ThreadKind kind : ThreadKind.values()) {
      kind.run(
          () -> {
            task.run();
            assertThat(Tenant.current()).isNull();
          });
    }
  }

  @Test
  void runnersValueComesBackAfterTheTask() {
    local.set("submitter");
    Runnable task =
        Propagation.capturing()
            .with(accessor)
            .wrap(
                (Runnable)
                    () -> {
                      assertThat(local.get()).isEqualTo("submitter");
                      local.set("changed by the task");
                    });
    ThreadKind.PLATFORM.run(
        () -> {
          local.set("runner");
          task.run();
          assertThat(local.get()).isEqualTo("runner");
          local.remove();
          task.run();
          assertThat(local.get()).isNull();
        });
  }

  @Test
  void valueIsClearedWhereTheSubmitterHadNone() {
    Runnable task =
        Propagation.capturing()
            .with(accessor)
            .wrap(
                () -> {
                  assertThat(local.get()).isNull();
                });
    local.set("runner");
    task.run();
    assertThat(local.get()).isEqualTo("runner");
  }

  @Test
  void severalAccessorsAreSetInOrderAndPutBackInReverse() {
    StringBuilder order = new StringBuilder();
    Runnable task =
        Propagation.capturing()
            .with(new Noting("a", order), new Noting("b", order))
            .wrap((Runnable) () -> order.append("run "));
    order.setLength(0);
    task.run();
    assertThat(order).hasToString("get-a get-b set-a set-b run set-b set-a ");
  }

  private record Noting(String name, StringBuilder order) implements CarriedThreadLocal<String> {
    @Override
    public String get() {
      order.append("get-").append(name).append(' ');
      return name;
    }

    @Override
    public void set(String value) {
      order.append("set-").append(name).append(' ');
    }

    @Override
    public void clear() {
      order.append("clear-").append(name).append(' ');
    }
  }

  @Test
  void accessorsOfTheSameThreadLocalAreEqual() {
    assertThat(accessor)
        .isEqualTo(CarriedThreadLocal.of(local))
        .hasSameHashCodeAs(CarriedThreadLocal.of(local))
        .isNotEqualTo(CarriedThreadLocal.of(new ThreadLocal<>()));
  }

  /** Throws in one of its methods. */
  private static class Throwing implements CarriedThreadLocal<String> {
    private final String method;

    Throwing(String method) {
      this.method = method;
    }

    private void maybeThrow(String here) {
      if (here.equals(method)) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public String get() {
      maybeThrow("get");
      return method.equals("clear") ? null : "value";
    }

    @Override
    public void set(String value) {
      maybeThrow("set");
    }

    @Override
    public void clear() {
      maybeThrow("clear");
    }
  }

  private void taskRunsInSpiteOf(CarriedThreadLocal<?> throwing, String method) {
    try (LogCapture log = LogCapture.start()) {
      for (int i = 0; i < 3; i++) {
        local.set("submitter");
        Runnable task =
            Propagation.capturing()
                .with(throwing)
                .with(accessor)
                .wrap(
                    () -> {
                      assertThat(local.get()).isEqualTo("submitter");
                    });
        local.set("runner");
        task.run();
        assertThat(local.get()).isEqualTo("runner");
      }
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains(throwing.getClass().getName(), "failed in " + method.toLowerCase(Locale.ROOT));
      assertThat(log.records().get(0).getThrown()).hasMessage("on purpose");
    }
  }

  @Test
  void accessorThatThrowsInGetIsReportedOnceAndTheTaskRuns() {
    taskRunsInSpiteOf(new Throwing("get") {}, "get");
  }

  @Test
  void accessorThatThrowsInSetIsReportedOnceAndTheTaskRuns() {
    taskRunsInSpiteOf(new Throwing("set") {}, "set");
  }

  @Test
  void accessorThatThrowsInClearIsReportedOnceAndTheTaskRuns() {
    taskRunsInSpiteOf(new Throwing("clear") {}, "clear");
  }
}
