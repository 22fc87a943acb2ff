package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Audit;
import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Step;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** A raw pool of one thread, and the audit, which has found nothing before a test. */
@Tag("audited")
abstract class AuditedPool {
  static final ContextKey<String> KEY = ContextKey.named("audited");
  static final Context REQUEST = Context.root().with(KEY, "request");

  final Audit audit = Audit.start();
  final ExecutorService pool = Executors.newSingleThreadExecutor();

  @BeforeEach
  final void forget() {
    audit.clear();
  }

  @AfterEach
  final void endPool() throws InterruptedException {
    pool.shutdownNow();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  final <T> T inPool(Callable<T> task) throws Exception {
    return pool.submit(task).get();
  }

  final List<Finding> found() {
    return audit.report().findings();
  }

  final Finding only() {
    assertThat(found()).as(audit.report().toText()).hasSize(1);
    return found().getFirst();
  }

  final void assertIsAt(Finding finding, String method) {
    assertThat(finding.place().getClassName()).isEqualTo(getClass().getName());
    assertThat(finding.place().getMethodName()).contains(method);
    assertThat(finding.place().getLineNumber()).isPositive();
  }

  static List<String> words(Finding finding) {
    return finding.steps().stream().map(Step::what).toList();
  }

  final void assertNothingFound() {
    assertThat(found()).as(audit.report().toText()).isEmpty();
  }
}
