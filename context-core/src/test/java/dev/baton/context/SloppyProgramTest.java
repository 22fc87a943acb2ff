package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.StorageUnderTest;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of programs that do not close their scopes as they should: on OpenTelemetry's
 * default storage, and on ours, where they must never end worse. The table in RATIONALE.md has the
 * same rows.
 */
@Tag("hostile")
class SloppyProgramTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  /** A program, and what is current in the end: null for nothing. */
  enum Pattern {
    SAME_CONTEXT_AGAIN_AND_DROPPED(null, null) {
      @Override
      void run() {
        try (Scope a = A.makeCurrent()) {
          open(A);
        }
      }
    },
    ANOTHER_CONTEXT_DROPPED("B", "B") {
      @Override
      void run() {
        try (Scope a = A.makeCurrent()) {
          open(B);
        }
      }
    },
    SET_AND_SET_BACK_BY_HAND(null, null) {
      @Override
      void run() {
        try (Scope a = A.makeCurrent()) {
          open(B);
          open(A);
        }
      }
    },
    SET_BACK_BY_HAND_AFTER_A_CLOSE_TOO_EARLY(null, null) {
      @Override
      void run() {
        try (Scope a = A.makeCurrent()) {
          open(B);
          a.close();
          open(A);
        }
      }
    },
    ROOT_DROPPED(null, null) {
      @Override
      void run() {
        try (Scope a = A.makeCurrent()) {
          open(Context.root());
        }
      }
    },
    DROPPED_OUTSIDE_OF_ANYTHING("A", "A") {
      @Override
      void run() {
        open(A);
        try (Scope a = A.makeCurrent()) {
          assertThat(currentName()).isEqualTo("A");
        }
      }
    },
    CLOSED_IN_THE_ORDER_OF_OPENING("A", null) {
      @Override
      void run() {
        Scope a = open(A);
        Scope b = open(B);
        a.close();
        b.close();
      }
    },
    SAME_CONTEXT_TWICE_CLOSED_IN_THE_ORDER_OF_OPENING(null, null) {
      @Override
      void run() {
        Scope first = open(A);
        Scope second = open(A);
        first.close();
        second.close();
      }
    },
    NEXT_OPENED_BEFORE_THE_LAST_IS_CLOSED("B", null) {
      @Override
      void run() {
        Scope a = open(A);
        Scope b = open(B);
        a.close();
        Scope c = open(named("C"));
        b.close();
        c.close();
      }
    },
    CLOSED_TWICE(null, null) {
      @Override
      void run() {
        Scope a = open(A);
        a.close();
        a.close();
      }
    },
    OUTER_CLOSED_TWICE_AROUND_THE_INNER(null, null) {
      @Override
      void run() {
        Scope a = open(A);
        Scope b = open(B);
        a.close();
        b.close();
        a.close();
      }
    },
    CLOSED_ONLY_BY_ANOTHER_THREAD("A", null) {
      @Override
      void run() {
        Scope a = open(A);
        ThreadKind.PLATFORM.run(a::close);
      }
    },
    CLOSED_BY_ANOTHER_THREAD_AND_THEN_BY_ITS_OWN(null, null) {
      @Override
      void run() {
        Scope a = open(A);
        ThreadKind.PLATFORM.run(a::close);
        a.close();
      }
    },
    CLOSED_BY_ANOTHER_THREAD_UNDER_THE_SAME_CONTEXT("A", null) {
      @Override
      void run() {
        Scope a = open(A);
        ThreadKind.PLATFORM.run(
            () -> {
              try (Scope same = A.makeCurrent()) {
                a.close();
              }
            });
        a.close();
      }
    },
    LEFT_OPEN_BY_A_WRAPPED_TASK(null, null) {
      @Override
      void run() {
        Propagation.fixed(A).wrap((Runnable) () -> open(B)).run();
      }
    },
    SUBMITTERS_SCOPE_CLOSED_BY_A_WRAPPED_TASK(null, null) {
      @Override
      void run() {
        Scope a = open(A);
        Propagation.capturing().wrap(a::close).run();
      }
    },
    LEFT_OPEN_BY_A_WRAPPED_TASK_AND_CLOSED_BY_THE_NEXT(null, null) {
      @Override
      void run() {
        Scope[] left = new Scope[1];
        Propagation.fixed(A).wrap((Runnable) () -> left[0] = open(B)).run();
        Propagation.fixed(B)
            .wrap(
                () -> {
                  left[0].close();
                  assertThat(currentName()).isEqualTo(STORAGE_IS_OURS ? "B" : "A");
                })
            .run();
      }
    };

    private final String byDefault;
    private final String onOurs;

    Pattern(String byDefault, String onOurs) {
      this.byDefault = byDefault;
      this.onOurs = onOurs;
    }

    abstract void run();

    String expected() {
      return STORAGE_IS_OURS ? onOurs : byDefault;
    }
  }

  private static final boolean STORAGE_IS_OURS = StorageUnderTest.current().isOurs();

  @ParameterizedTest
  @EnumSource
  void programEndsAsTheTableSays(Pattern pattern) {
    try (LogCapture ours = LogCapture.start();
        LogCapture openTelemetrys = LogCapture.start("io.opentelemetry.context")) {
      ThreadKind.PLATFORM.run( // on a thread of its own, which ends with it
          () -> {
            pattern.run();
            assertThat(currentName()).isEqualTo(pattern.expected());
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void programLeavesNothingWhereATaskIsWrappedAroundIt(Pattern pattern) {
    try (LogCapture ours = LogCapture.start();
        LogCapture openTelemetrys = LogCapture.start("io.opentelemetry.context")) {
      ThreadKind.PLATFORM.run(
          () -> {
            Propagation.fixed(named("task's")).wrap(pattern::run).run();
            assertThat(currentName()).isNull();
          });
    }
  }
}
