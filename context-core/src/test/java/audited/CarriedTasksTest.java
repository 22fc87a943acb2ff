package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import dev.baton.context.testing.CapturingExecutor;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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

  private static Context read() {
    return Context.current();
  }
}
