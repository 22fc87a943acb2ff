package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import dev.baton.context.testing.CapturingExecutor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Tasks that are not the user's own. */
class CarriedTasksTest extends AuditedPool {

  @Test
  void taskOfAFutureOnAWrappedExecutorIsTakenForWrapped() throws Exception {
    CompletableFuture<Context> read =
        pool.submit(
                () ->
                    CompletableFuture.supplyAsync(
                        CarriedTasksTest::read, new CapturingExecutor(pool)))
            .get();
    read.get();

    List<Finding> found = found();
    assertThat(found).extracting(Finding::kind).containsExactly(Kind.UNSET_READ);
    assertThat(found.getFirst().steps()).extracting(Step::what).contains("submitted", "read");
    assertThat(found.getFirst().explanation()).contains("wrapped", "pool that is not wrapped");
  }

  @Test
  void readOfALibraryOnARawPoolIsNoFinding() throws Exception {
    pool.submit((Callable<Context>) Context::current).get();

    assertThat(found()).isEmpty();
  }

  @Test
  void workerThatKeepsTheContextOfItsCreatorDoesNotCarryItToItsTasks() throws Exception {
    Context stale = Context.root().with(endedSpan());
    try (ExecutorService kept =
        Executors.newSingleThreadExecutor(worker -> new Thread(stale.wrap(worker)))) {
      kept.submit(CarriedTasksTest::read).get();
    }

    assertThat(only().kind()).isEqualTo(Kind.ENDED_SPAN);
    assertIsAt(only(), "read");
  }

  private static Span endedSpan() {
    SpanContext context =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    InvocationHandler ended =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "isRecording" -> false;
              case "getSpanContext" -> context;
              default -> InvocationHandler.invokeDefault(proxy, method, arguments);
            };
    return (Span)
        Proxy.newProxyInstance(Span.class.getClassLoader(), new Class<?>[] {Span.class}, ended);
  }

  private static Context read() {
    return Context.current();
  }
}
