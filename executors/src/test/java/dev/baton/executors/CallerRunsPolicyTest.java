package dev.baton.executors;

import dev.baton.context.Propagation;
import dev.baton.context.testing.CallerRunsContract;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract for a pool that has its submitters run what it has no room for. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"EXECUTE", "SUBMIT_RUNNABLE", "SUBMIT_CALLABLE", "INVOKE_ALL", "INVOKE_ANY"})
final class CallerRunsPolicyTest extends CallerRunsContract {
  private final SubmitMethod method;
  private final Gate gate = new Gate();
  private ThreadPoolExecutor full;

  CallerRunsPolicyTest(SubmitMethod method) {
    this.method = method;
  }

  @BeforeEach
  void fillPool() {
    full =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    gate.keepBusy(full);
  }

  @AfterEach
  void closePool() {
    gate.open();
    full.close();
  }

  @Override
  protected ExecutorService newDirect() {
    return full;
  }

  @Override
  protected Executor wrap(ExecutorService delegate, Propagation propagation) {
    return method.of(ContextExecutors.wrap(delegate, propagation));
  }
}
