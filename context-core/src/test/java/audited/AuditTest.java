package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.audit.Audit;
import dev.baton.context.audit.AuditReport;
import dev.baton.context.audit.Finding;
import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.CapturingExecutor;
import dev.baton.context.testing.ForkedJvm;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the audit finds, and what it does not. In a package of its own: Baton's code is not told.
 */
class AuditTest extends AuditedPool {
  private final Executor wrapped = new CapturingExecutor(pool);

  private static Context read() {
    return Context.current();
  }

  private static Context readElsewhere() {
    return read();
  }

  private void afterAll() throws Exception {
    inPool(() -> null);
  }

  /** What the docs show. */
  static final class Example {
    private Example() {}

    // @start region="audit"
    public static void main(String[] args) throws IOException {
      Audit audit = Audit.start(); // before anything touches a Context
      // ... the program
      System.out.println(audit.report().toText());
      audit.report().writeHtml(Path.of("target/audit.html"));
    }
    // @end
  }

  @Test
  void reportsAreWrittenAsTheDocsSay() {
    List<String> printed = ForkedJvm.run(Example.class);

    assertThat(String.join("\n", printed)).contains("No context was lost");
  }

  @Test
  void unsetReadOnRawPoolIsFoundWithItsLineAndRemedy() throws Exception {
    try (Scope scope = REQUEST.makeCurrent()) {
      inPool(AuditTest::read);
      inPool(AuditTest::read);
    }

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.UNSET_READ);
    assertIsAt(found, "read");
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.exact()).isTrue();
    assertThat(found.threads()).hasSize(1);
    assertThat(found.remedy()).contains("ContextExecutors.wrap(pool)");
    assertThat(words(found)).containsExactly("read");
    assertThat(found.last()).isAfterOrEqualTo(found.first());
  }

  @Test
  void wrappedTaskThatCarriesSomethingIsNoFinding() throws Exception {
    try (Scope scope = REQUEST.makeCurrent()) {
      inPool(Propagation.capturing().wrap((Callable<Context>) AuditTest::read));
    }

    assertNothingFound();
  }

  @Test
  void readOnThreadOfTheProgramsOwnIsNoFinding() {
    read();
    Propagation.capturing().wrap((Runnable) AuditTest::read).run();

    assertNothingFound();
  }

  @Test
  void readUnderRootIsNoFinding() throws Exception {
    inPool(Propagation.root().wrap((Callable<Context>) AuditTest::read));
    inPool(
        () -> {
          try (Scope root = Context.root().makeCurrent()) {
            return read();
          }
        });

    assertNothingFound();
  }

  @Test
  void declaredPackageIsNoFindingButCounted() throws Exception {
    audit.expectIn(Job.class.getName());

    inPool(new Job());

    assertNothingFound();
    assertThat(audit.report().expected()).isEqualTo(1);
  }

  private static final class Job implements Callable<Context> {
    @Override
    public Context call() {
      return read();
    }
  }

  @Test
  void declaredThreadIsNoFinding() throws Exception {
    audit.expectOn("expected-");
    Thread thread = new Thread(AuditTest::read, "expected-1");
    thread.start();
    thread.join();

    assertNothingFound();
  }

  @Test
  void submissionWithNothingToCarryIsFoundWhereItIsReadAndWithWhoSubmittedIt() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    inPool(() -> handOver(read));
    read.await();
    afterAll();

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.UNSET_READ);
    assertThat(words(found)).containsExactly("submitted", "read");
    assertThat(found.steps().getFirst().place().getMethodName()).contains("handOver");
    assertThat(found.explanation()).contains("pool that is not wrapped");
  }

  private @Nullable Object handOver(CountDownLatch read) {
    wrapped.execute(
        () -> {
          read();
          read.countDown();
        });
    return null;
  }

  @Test
  void nothingIsReadOfTaskThatIsSubmittedWithNothingByTheProgramItself() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    handOver(read);
    read.await();
    afterAll();

    assertNothingFound();
  }

  @Test
  void stageOfRawFutureOnWrappedExecutorIsFound() throws Exception {
    CompletableFuture<String> raw = new CompletableFuture<>();
    CompletableFuture<Context> stage;
    try (Scope scope = REQUEST.makeCurrent()) {
      stage = raw.thenApplyAsync(value -> read(), wrapped);
    }
    raw.complete("by somebody else");
    stage.get();
    afterAll();

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.LOST_IN_FUTURE);
    assertIsAt(found, "lambda$stageOfRawFuture");
    assertThat(found.remedy()).contains("ContextFutures.wrap");
    assertThat(found.steps()).hasSize(2);
  }

  @Test
  void stageOfRawFutureThatDoesNotReadIsFoundWhereTheFutureIsCompleted() throws Exception {
    CompletableFuture<String> raw = new CompletableFuture<>();
    CompletableFuture<String> stage = raw.thenApplyAsync(value -> value, wrapped);
    try (Scope scope = REQUEST.makeCurrent()) {
      raw.complete("by somebody else");
    }
    stage.get();
    afterAll();

    Finding found = only();
    assertThat(found.kind()).isEqualTo(Kind.LOST_IN_FUTURE);
    assertIsAt(found, "stageOfRawFutureThatDoesNotRead");
  }

  @Test
  void stageThatIsRegisteredWhenTheFutureIsDoneIsNoFinding() throws Exception {
    try (Scope scope = REQUEST.makeCurrent()) {
      CompletableFuture.completedFuture("at once").thenApplyAsync(value -> read(), wrapped).get();
    }
    afterAll();

    assertNothingFound();
  }

  @Test
  void eachKindOfBoundaryHasItsRemedy() throws Exception {
    assertRemedy("ContextFutures.supplyAsync", CompletableFuture.supplyAsync(AuditTest::read)::get);
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    Future<Context> once = scheduler.schedule(AuditTest::read, 0, TimeUnit.NANOSECONDS);
    assertRemedy("ContextExecutors.wrap(scheduler)", once::get);
    CountDownLatch ran = new CountDownLatch(1);
    Future<?> job =
        scheduler.scheduleAtFixedRate(
            () -> {
              read();
              ran.countDown();
            },
            0,
            1,
            TimeUnit.DAYS);
    assertRemedy(
        "Propagation.root()",
        () -> {
          ran.await();
          job.cancel(false);
          scheduler.shutdown();
          return scheduler.awaitTermination(30, TimeUnit.SECONDS);
        });
    assertRemedy(
        "ContextThreads.startVirtualThread",
        () -> Thread.startVirtualThread(AuditTest::read).join(Duration.ofSeconds(30)));
    assertRemedy(
        "new Thread(",
        () -> {
          Thread thread = new Thread(AuditTest::read);
          thread.start();
          return thread.join(Duration.ofSeconds(30));
        });
    try (ForkJoinPool forkJoin = new ForkJoinPool(1)) {
      assertRemedy("ContextForkJoinTasks", () -> forkJoin.invoke(new Reading()));
    }
    Timer timer = new Timer();
    CountDownLatch fired = new CountDownLatch(1);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            read();
            fired.countDown();
          }
        },
        0);
    assertRemedy(
        "Use a wrapped scheduler",
        () -> {
          fired.await();
          timer.cancel();
          return null;
        });
  }

  private static final class Reading extends RecursiveTask<Context> {
    private static final long serialVersionUID = 1;

    @Override
    protected Context compute() {
      return read();
    }
  }

  private void assertRemedy(String remedy, Callable<? extends @Nullable Object> run)
      throws Exception {
    run.call();
    assertThat(only().remedy()).contains(remedy);
    audit.clear();
  }

  @Test
  void placesAreBoundedAndTheRestIsCounted() throws Exception {
    audit.clear();
    inPool(
        () -> {
          IntStream.range(0, 100_000).forEach(i -> read());
          return null;
        });

    assertThat(found()).hasSizeLessThanOrEqualTo(2);
    assertThat(found().stream().mapToLong(Finding::count).sum()).isEqualTo(100_000);
  }

  @Test
  void logHasOneLineForEachPlaceAndNamesIt() throws Exception {
    try (LogCapture log = LogCapture.startWithAudit()) {
      for (int i = 0; i < 10; i++) {
        inPool(AuditTest::read);
      }
      Calls.until(() -> !log.messages().isEmpty());
      inPool(AuditTest::read);
      inPool(AuditTest::readElsewhere);
      Calls.until(() -> log.messages().size() >= 2);

      assertThat(log.messages()).hasSize(2);
      assertThat(log.records().getFirst().getSourceClassName())
          .isEqualTo(AuditTest.class.getName());
      assertThat(log.records().getFirst().getSourceMethodName()).isEqualTo("read");
      assertThat(log.messages().getFirst())
          .contains("unset read at audited.AuditTest.read(AuditTest.java:", "ContextExecutors.wrap")
          .doesNotContain("`", "\n");
    }
  }

  @Test
  void stoppedAuditFindsNothingAndGoesOnWhenStarted() throws Exception {
    audit.stop();
    try {
      inPool(AuditTest::read);
      assertNothingFound();
    } finally {
      assertThat(Audit.start()).isSameAs(audit);
    }
    inPool(AuditTest::read);

    only();
  }

  @Test
  void reportNamesTheWatchedStorageAndItsTime() {
    AuditReport report = audit.report();

    assertThat(report.storage()).isEqualTo("dev.baton.context.storage.SlotStorage");
    assertThat(report.until()).isAfterOrEqualTo(report.since());
  }
}
