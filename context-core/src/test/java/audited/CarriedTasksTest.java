package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Audit;
import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import dev.baton.context.testing.CapturingExecutor;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks that are not the user's own. */
@Tag("audited")
class CarriedTasksTest {
  private final Audit audit = Audit.start();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @BeforeEach
  void forget() {
    audit.clear();
  }

  @AfterEach
  void end() throws InterruptedException {
    pool.shutdownNow();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void taskOfAFutureOnAWrappedExecutorIsTakenForWrapped() throws Exception {
    CompletableFuture<Context> read =
        pool.submit(
                () ->
                    CompletableFuture.supplyAsync(
                        CarriedTasksTest::read, new CapturingExecutor(pool)))
            .get();
    read.get();

    List<Finding> found = audit.report().findings();
    assertThat(found).extracting(Finding::kind).containsExactly(Kind.UNSET_READ);
    assertThat(found.getFirst().steps()).extracting(Step::what).contains("submitted", "read");
    assertThat(found.getFirst().explanation()).contains("wrapped", "pool that is not wrapped");
  }

  @Test
  void readOfALibraryOnARawPoolIsNoFinding() throws Exception {
    pool.submit((Callable<Context>) Context::current).get();

    assertThat(audit.report().findings()).isEmpty();
  }

  private static Context read() {
    return Context.current();
  }
}
