package audited.samples;

import dev.baton.context.Propagation;
import dev.baton.context.audit.ContextAudited;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that lose their context in one way or another, and tests that do not. */
@ContextAudited
class LossSample {
  @Test
  void wrapsItsTask() throws Exception {
    try (Scope scope = Work.open("A");
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(Propagation.capturing().wrapSupplier(Work::current)::get).get();
    }
  }

  @Test
  void readsOnItsOwnThread() {
    Work.current();
  }

  @Test
  @Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void readsOnAThreadOfJunits() {
    Work.current();
  }

  @Test
  void closesItsScopes() {
    try (Scope a = Work.open("A");
        Scope b = Work.open("B")) {
      Work.current();
    }
  }

  @Test
  void rawPool() throws Exception {
    try (Scope scope = Work.open("A");
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> Work.current()).get(); // rawPool
    }
  }

  @Test
  void virtualThread() throws Exception {
    try (Scope scope = Work.open("A")) {
      Thread.ofVirtual().start(() -> Work.current()).join(); // virtualThread
    }
  }

  @Test
  void timeoutOnAnotherThread() {
    try (Scope scope = Work.open("A")) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(50), () -> Work.current()); // timeoutOnAnotherThread
    }
  }

  @Test
  void rawStage() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Executor capturing = task -> pool.execute(Propagation.capturing().wrap(task));
      CompletableFuture<String> future = new CompletableFuture<>();
      CompletableFuture<String> stage;
      try (Scope scope = Work.open("A")) {
        stage = future.thenApplyAsync(done -> Work.current(), capturing); // rawStage
      }
      try (Scope scope = Work.open("B")) {
        future.complete("done");
      }
      stage.join();
    }
  }

  @Test
  void failsByItself() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Work.readOn(pool);
    }
    Assertions.fail("by itself");
  }

  @Test
  @ContextAudited(expectIn = "audited.samples.Work")
  void expectsItInAClass() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Work.readOn(pool);
    }
  }

  @Test
  @ContextAudited(expectOn = "jobs-")
  void expectsItOnAThread() {
    try (ExecutorService pool =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "jobs-1"))) {
      Work.readOn(pool);
    }
  }

  @RepeatedTest(3)
  void repeated(RepetitionInfo repetition) {
    if (repetition.getCurrentRepetition() == 2) {
      try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
        Work.readOn(pool);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parameterized(boolean loses) {
    if (loses) {
      try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
        Work.readOn(pool);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> dynamic() {
    return Stream.of(true, false)
        .map(loses -> DynamicTest.dynamicTest("loses " + loses, () -> parameterized(loses)));
  }

  @Nested
  class Inner {
    @Test
    void losesInside() {
      try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
        Work.readOn(pool);
      }
    }

    @Test
    void losesNothing() {
      Work.current();
    }
  }
}
