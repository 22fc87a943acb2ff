package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedThreadLocalTest {
  private static final Context A = named("A");

  private final List<String> seen = new ArrayList<>();
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final CarriedThreadLocal<String> carried = CarriedThreadLocal.of(local);

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

  // @start region="carried"
  enum CarriedTenant implements CarriedThreadLocal<String> {
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

  static final Propagation WITH_TENANT = Propagation.capturing().with(CarriedTenant.INSTANCE);

  // @end

  // @start region="of"
  static final ThreadLocal<String> USER = new ThreadLocal<>();
  static final Propagation WITH_USER = Propagation.capturing().with(CarriedThreadLocal.of(USER));

  // @end

  @Test
  void exampleOfAPlainThreadLocal() {
    USER.set("ada");
    Supplier<String> supplier = WITH_USER.wrapSupplier(USER::get);
    USER.remove();
    assertThat(supplier.get()).isEqualTo("ada");
    assertThat(USER.get()).isNull();
  }

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
            .with(carried)
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
            .with(carried)
            .wrap(
                () -> {
                  assertThat(local.get()).isNull();
                });
    local.set("runner");
    task.run();
    assertThat(local.get()).isEqualTo("runner");
  }

  @Test
  void severalAreSetInOrderAndPutBackInReverse() {
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
  void ofTheSameThreadLocalAreEqual() {
    assertThat(carried)
        .isEqualTo(CarriedThreadLocal.of(local))
        .hasSameHashCodeAs(CarriedThreadLocal.of(local))
        .isNotEqualTo(CarriedThreadLocal.of(new ThreadLocal<>()));
  }

  @Test
  void ofAThreadLocalIsNamedForIt() {
    assertThat(carried.toString()).contains(local.toString());
  }

  /** As of a library whose values are set by opening a scope, and put back by closing it. */
  private static final class Scoped implements CarriedThreadLocal<String> {
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();

    @Override
    public String get() {
      return open.peek();
    }

    @Override
    public void set(String value) {
      open.push(value);
    }

    @Override
    public void clear() {
      open.push("nothing");
    }

    @Override
    public void restore(String previous) {
      calls.add("restore " + previous);
      open.pop();
    }
  }

  @Test
  void restoreClosesTheScopeThatSetOpened() {
    Scoped scoped = new Scoped();
    scoped.set("submitter");
    Propagation propagation = Propagation.capturing().with(scoped);
    Runnable task = propagation.wrap((Runnable) () -> scoped.calls.add("run " + scoped.get()));
    scoped.open.clear();
    Runnable withNothing =
        propagation.wrap((Runnable) () -> scoped.calls.add("run " + scoped.get()));
    scoped.set("runner");
    task.run();
    propagation.once().wrap(task).run();
    withNothing.run();
    assertThat(scoped.calls)
        .containsExactly(
            "run submitter", "restore runner",
            "run submitter", "restore runner",
            "run nothing", "restore runner");
    assertThat(scoped.open).containsExactly("runner");
  }

  @Test
  void restoreClosesTheScopeThatSetOpenedAlsoWhenTheTaskThrows() {
    Scoped scoped = new Scoped();
    scoped.set("submitter");
    IllegalStateException failure = new IllegalStateException("on purpose");
    Runnable task =
        Propagation.capturing()
            .with(scoped)
            .wrap(
                (Runnable)
                    () -> {
                      throw failure;
                    });
    assertThatThrownBy(task::run).isSameAs(failure);
    assertThat(scoped.open).containsExactly("submitter");
  }

  @Test
  void restoreSetsOrClearsWhereItIsNotOverridden() {
    carried.restore("previous");
    assertThat(local.get()).isEqualTo("previous");
    carried.restore(null);
    assertThat(local.get()).isNull();
  }

  /** A thread-local; one of its methods throws once it is told to. */
  private static class Throwing implements CarriedThreadLocal<String> {
    private final String method;
    private final ThreadLocal<String> value = new ThreadLocal<>();
    private boolean throwing;

    Throwing(String method) {
      this.method = method;
    }

    private void maybeThrow(String here) {
      if (throwing && here.equals(method)) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public String get() {
      maybeThrow("get");
      return value.get();
    }

    @Override
    public void set(String newValue) {
      maybeThrow("set");
      value.set(newValue);
    }

    @Override
    public void clear() {
      maybeThrow("clear");
      value.remove();
    }

    @Override
    public void restore(String previous) {
      maybeThrow("restore");
      CarriedThreadLocal.super.restore(previous);
    }
  }

  /** What a task sees, and what its thread has afterwards. */
  private static String runUnder(Propagation propagation, Throwing throwing, String captured) {
    throwing.value.set(captured);
    Supplier<String> task = propagation.wrapSupplier(throwing.value::get);
    throwing.value.set("runner");
    return task.get() + ", " + throwing.value.get();
  }

  /** Runs with one that throws, and again when it has recovered. */
  private void failAndRecover(Throwing throwing, String captured, String seen, String left) {
    Propagation propagation = Propagation.capturing().with(throwing).with(carried);
    try (LogCapture log = LogCapture.start()) {
      for (int i = 0; i < 3; i++) {
        local.set("submitter");
        throwing.value.set(captured);
        Runnable task =
            propagation.wrap(
                () -> {
                  assertThat(local.get()).isEqualTo("submitter");
                  assertThat(throwing.value.get()).isEqualTo(seen);
                });
        local.set("runner");
        throwing.value.set("runner");
        throwing.throwing = true;
        task.run();
        throwing.throwing = false;
        assertThat(local.get()).isEqualTo("runner");
        assertThat(throwing.value.get()).isEqualTo(left);
      }
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains(throwing.getClass().getName(), "failed in " + throwing.method);
      assertThat(log.records().get(0).getThrown()).hasMessage("on purpose");
      assertThat(runUnder(propagation, throwing, captured)).isEqualTo(captured + ", runner");
      assertThat(log.messages()).hasSize(1);
    }
  }

  @Test
  void oneThatThrowsInGetOnTheRunningThreadLeavesItsValueAlone() {
    failAndRecover(new Throwing("get") {}, "submitter", "runner", "runner");
  }

  @Test
  void oneThatThrowsInGetInTheMiddleOfATaskIsRestoredToWhatTheThreadHad() {
    Throwing throwing = new Throwing("get") {};
    throwing.value.set("submitter");
    Runnable task =
        Propagation.capturing().with(throwing).wrap((Runnable) () -> throwing.throwing = true);
    throwing.value.set("runner");
    task.run();
    assertThat(throwing.value.get()).isEqualTo("runner");
  }

  @Test
  void oneThatRecoversWithinATaskLeavesTheThreadItsValue() {
    Throwing throwing = new Throwing("get") {};
    try (LogCapture log = LogCapture.start()) {
      throwing.value.set("submitter");
      Runnable task =
          Propagation.capturing().with(throwing).wrap((Runnable) () -> throwing.throwing = false);
      throwing.value.set("runner");
      throwing.throwing = true;
      task.run();
    }
    assertThat(throwing.value.get()).isEqualTo("runner");
  }

  @Test
  void oneThatThrowsInGetOnTheSubmittingThreadCarriesNoValue() {
    Throwing throwing = new Throwing("get") {};
    try (LogCapture log = LogCapture.start()) {
      throwing.value.set("submitter");
      throwing.throwing = true;
      Supplier<String> task =
          Propagation.capturing().with(throwing).wrapSupplier(throwing.value::get);
      throwing.throwing = false;
      throwing.value.set("runner");
      assertThat(task.get()).isNull();
      assertThat(throwing.value.get()).isEqualTo("runner");
    }
  }

  @Test
  void oneThatThrowsInSetIsReportedOnceAndTheTaskRuns() {
    failAndRecover(new Throwing("set") {}, "submitter", "runner", "runner");
  }

  @Test
  void oneThatThrowsInClearIsReportedOnceAndTheTaskRuns() {
    failAndRecover(new Throwing("clear") {}, null, "runner", "runner");
  }

  @Test
  void oneThatThrowsInRestoreIsReportedOnceAndTheTaskRuns() {
    failAndRecover(new Throwing("restore") {}, "submitter", "submitter", "submitter");
  }

  /** Overflows the stack in one of its methods, when it has done what it is to do. */
  private record Overflowing(ThreadLocal<String> value, String method)
      implements CarriedThreadLocal<String> {
    private void maybeOverflow(String here) {
      if (here.equals(method)) {
        dive(Integer.MAX_VALUE);
      }
    }

    @Override
    public String get() {
      String current = value.get();
      maybeOverflow("runner".equals(current) ? "get" : "");
      return current;
    }

    @Override
    public void set(String newValue) {
      value.set(newValue);
      maybeOverflow("runner".equals(newValue) ? "" : "set");
    }

    @Override
    public void clear() {
      value.remove();
      maybeOverflow("clear");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "set", "clear"})
  void oneThatOverflowsTheStackLeavesTheThreadItsValue(String method) {
    Overflowing overflowing = new Overflowing(new ThreadLocal<>(), method);
    try (LogCapture log = LogCapture.start()) {
      if (!method.equals("clear")) {
        overflowing.value.set("submitter");
      }
      local.set("submitter");
      Runnable task =
          Propagation.fixed(A)
              .with(overflowing)
              .with(carried)
              .wrap((Runnable) () -> seen.add(currentName()));
      local.set("runner");
      overflowing.value.set("runner");
      task.run();
      assertThat(seen).containsExactly("A");
      assertThat(overflowing.value.get()).isEqualTo("runner");
      assertThat(local.get()).isEqualTo("runner");
      assertThat(currentName()).isNull();
    }
  }

  private static int dive(int depth) {
    return depth == 0 ? 0 : dive(depth - 1) + 1;
  }
}
