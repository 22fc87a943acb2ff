package dev.baton.fuzz;

import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The two thread-locals that are carried, and user code that fails now and then. */
final class Locals {
  static final ThreadLocal<String> FIRST = new ThreadLocal<>();
  static final ThreadLocal<String> SECOND = new ThreadLocal<>();
  static final CarriedThreadLocal<String> CARRIED_FIRST = CarriedThreadLocal.of(FIRST);
  static final CarriedThreadLocal<String> CARRIED_SECOND = CarriedThreadLocal.of(SECOND);

  private Locals() {}

  static void set(ThreadLocal<String> local, String value) {
    if (value == null) {
      local.remove();
    } else {
      local.set(value);
    }
  }

  private static final AtomicInteger CALLS = new AtomicInteger();

  private static void failSometimes() {
    if (CALLS.incrementAndGet() % 3 == 0) {
      throw new Thrown(true);
    }
  }

  /** Each third call fails. Nothing else may suffer from it. */
  enum FailingLocal implements CarriedThreadLocal<String> {
    INSTANCE;

    @Override
    public String get() {
      failSometimes();
      return "value";
    }

    @Override
    public void set(String value) {
      failSometimes();
    }

    @Override
    public void clear() {
      failSometimes();
    }
  }

  /** Each third call fails. */
  enum FailingListener implements TaskListener {
    INSTANCE;

    @Override
    public Object submitted(Object task, Context context) {
      failSometimes();
      return null;
    }

    @Override
    public void started(Object task, Context context, Object state) {
      failSometimes();
    }

    @Override
    public void ended(Object task, Context context, Object state, Throwable failure) {
      failSometimes();
    }

    @Override
    public void rejected(
        Object task, Context context, Object state, RejectedExecutionException reason) {
      failSometimes();
    }

    @Override
    public void cancelled(Object task, Context context, Object state) {
      failSometimes();
    }
  }

  /** What the programs throw. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean hostile;

    Thrown(boolean hostile) {
      super("on purpose", null, false, false);
      this.hostile = hostile;
    }

    @Override
    public String getMessage() {
      if (hostile) {
        throw new IllegalStateException("no message either");
      }
      return super.getMessage();
    }
  }
}
