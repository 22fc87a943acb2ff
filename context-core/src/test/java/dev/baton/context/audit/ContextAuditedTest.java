package dev.baton.context.audit;

import static dev.baton.context.audit.SampleRun.place;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A storage wrapper on top, in a package of Baton's, would count as Baton's own code. */
class ContextAuditedTest {
  @Test
  @Tag("slot")
  @Tag("default")
  @Tag("strict")
  @Tag("settable")
  @Tag("wrapper-before")
  @Tag("audited")
  void failsExactlyTheTestsThatLose() throws IOException {
    SampleRun run = SampleRun.of("LossSample");
    assertThat(run.failed())
        .containsExactly(
            "dynamic",
            "failsByItself",
            "losesInside",
            "parameterized#1",
            "rawPool",
            "rawStage",
            "repeated#2",
            "timeoutOnAnotherThread",
            "virtualThread");
    for (String test : List.of("rawPool", "virtualThread", "timeoutOnAnotherThread")) {
      assertThat(run.failureOf(test))
          .contains("in LossSample." + test + ":", "unset read at", place("LossSample", test))
          .contains("read at audited.samples.Work.current" + place("Work", "read here"));
    }
    assertThat(run.failureOf("rawPool"))
        .contains("on pool-", "a task of a pool that is not wrapped")
        .contains("ContextExecutors.wrap(pool)");
    assertThat(run.failureOf("rawStage")).contains("lost in a raw future at audited.samples.");
    assertThat(run.failureOf("parameterized#1")).contains("parameterized [1]");
    assertThat(run.failureOf("repeated#2")).contains("repetition 2 of 3");
  }

  @Test
  @Tag("slot")
  void aFailureOfItsOwnComesFirst() {
    assertThat(SampleRun.of("LossSample").failureOf("failsByItself"))
        .startsWith("failed\norg.opentest4j.AssertionFailedError: by itself\n")
        .contains("suppressed java.lang.AssertionError: The audit of contexts has found");
  }

  @Test
  @Tag("slot")
  @Tag("default")
  @Tag("strict")
  @Tag("settable")
  @Tag("wrapper-before")
  @Tag("audited")
  void failsExactlyTheTestsThatLeaveAScopeOpen() throws IOException {
    SampleRun run = SampleRun.of("LeakSample");
    assertThat(run.failed())
        .containsExactly("audited.samples.LeakSample", "leavesOneOpen", "leavesOneOpenInAPool");
    for (String test : List.of("leavesOneOpen", "leavesOneOpenInAPool")) {
      assertThat(run.failureOf(test)).contains("leaked scope at", place("LeakSample", test));
    }
    assertThat(run.failureOf("audited.samples.LeakSample"))
        .contains("leaked scope at", place("LeakSample", "afterAll"))
        .doesNotContain("leavesOneOpen");
  }

  @Test
  @Tag("slot")
  @Tag("default")
  void inParallelFailsExactlyThoseThatLose() {
    assertThat(SampleRun.of("ParallelSample").failed())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 50)
                .filter(number -> number % 2 == 0)
                .mapToObj(number -> "inParallel#" + number)
                .sorted()
                .toList());
  }

  @Test
  @Tag("slot")
  void onASharedPoolNobodyIsBlamedWithoutEvidence() throws IOException {
    SampleRun run = SampleRun.of("SharedPoolSample");
    assertThat(run.failed())
        .containsExactly("audited.samples.SharedPoolSample", "losesInItsOwnCode");
    assertThat(run.failureOf("losesInItsOwnCode"))
        .contains(place("SharedPoolSample", "losesInItsOwnCode"));
    assertThat(run.failureOf("audited.samples.SharedPoolSample"))
        .contains("unset read at audited.samples.Work.current" + place("Work", "read here"))
        .contains("It comes from one of these, which ran at the same time:")
        .contains("SharedPoolSample.losesInOtherCode", "SharedPoolSample.startsTheThread");
  }

  @Test
  @Tag("slot")
  void whatIsFoundTooLateFailsTheClassAndNoOtherTest() {
    SampleRun run = SampleRun.of("LateSample");
    assertThat(run.failed()).containsExactly("audited.samples.LateSample");
    assertThat(run.failureOf("audited.samples.LateSample"))
        .contains("The audit of contexts has found in LateSample:") // its own thread
        .contains("It comes from LateSample.startsThem, which had ended.") // that of a test
        .contains("It comes from audited.samples.LateSample.startsThem, which had ended."); // task
  }

  @Test
  @Tag("slot")
  void aTestThatIsNotAuditedBlamesNobody() {
    assertThat(SampleRun.of("MixedSample").failed()).isEmpty();
  }

  @Test
  @Tag("slot")
  @Tag("default")
  @Tag("strict")
  @Tag("settable")
  void failsIfAContextWasUsedBefore() {
    SampleRun run = SampleRun.of("late", "LeakSample");
    assertThat(run.failureOf("leavesOneOpen"))
        .contains("nothing can be found, because a context was used before the audit was started")
        .contains("dev.baton.audit=all");
    assertThat(run.failed()).hasSize(5);
  }

  @Test
  @Tag("slot")
  void isStartedByTheSystemPropertyInARunWithoutAnAuditedTest() {
    assertThat(SampleRun.of("PlainSample", "LossSample").failureOf("readsOnItsOwnThread"))
        .contains("nothing can be found");
    assertThat(SampleRun.of("dev.baton.audit=all", "PlainSample", "LossSample").failed())
        .hasSize(9);
  }
}
