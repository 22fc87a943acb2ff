package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restoring what is not on this thread, or not any more: as where a coroutine is resumed. */
class RestoreElsewhereTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");

  private static Attachment attach(Context context) {
    return BatonInternal.attach(Propagation.fixed(context).capture());
  }

  @Test
  @Tag("slot")
  void restoreOnAnotherThreadLeavesTheScopesThatAreOpenThere() {
    Attachment attachment = attach(A);
    Attachment above = attach(A);
    List<String> seen = new ArrayList<>();
    ThreadKind.PLATFORM.run(
        () -> {
          try (Scope scope = A.makeCurrent()) {
            assertThat(above.restore(A, this)).isFalse();
            seen.add(currentName());
            assertThat(attachment.restore(A, this)).isFalse();
            seen.add(currentName());
          }
          seen.add(String.valueOf(currentName()));
        });
    assertThat(seen).containsExactly("A", "A", "null");
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void restoreOnAnotherThreadTakesItOffItsOwn() {
    try (ExecutorService owner = ThreadKind.PLATFORM.newWorker()) {
      Attachment attachment = Calls.call(owner, () -> attach(A));
      assertThat(attachment.restore(A, this)).isFalse();
      assertThat(currentName()).isNull();
      assertThat(Calls.<String>call(owner, () -> currentName())).isNull();

      Scope scope = Calls.call(owner, () -> open(B));
      Attachment above = Calls.call(owner, () -> attach(A));
      assertThat(above.restore(A, this)).isFalse();
      assertThat(Calls.<String>call(owner, () -> currentName())).isEqualTo("B");
      Calls.run(owner, scope::close);
      assertThat(Calls.<String>call(owner, () -> currentName())).isNull();
    }
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void restoreOnAnotherThreadWhereItIsResumedTakesItOff() {
    try (ExecutorService owner = ThreadKind.PLATFORM.newWorker()) {
      Attachment there = Calls.call(owner, () -> attach(A));
      Attachment here = attach(A);
      assertThat(there.restore(A, this)).isTrue();
      assertThat(Context.current()).isSameAs(Context.root());
      here.restore(A, this);
      assertThat(Context.current()).isSameAs(Context.root());
      assertThat(Calls.<String>call(owner, () -> currentName())).isNull();
    }
  }

  @Test
  @Tag("slot")
  void restoreOnAnotherThreadLeavesAnAttachmentOfAnotherContextThere() {
    Attachment elsewhere = ThreadKind.PLATFORM.call(() -> attach(A));
    try (LogCapture log = LogCapture.start();
        Scope scope = B.makeCurrent()) {
      Attachment own = attach(C);
      assertThat(elsewhere.restore(A, this)).isFalse();
      assertThat(Context.current()).isSameAs(C);
      own.restore(C, this);
      assertThat(Context.current()).isSameAs(B);
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void restoreOnAnotherThreadWhereItIsResumedTakesItOffWhenAScopeAboveWasClosedElsewhere() {
    Attachment there = ThreadKind.PLATFORM.call(() -> attach(A));
    Attachment here = attach(A);
    Scope above = open(B);
    ThreadKind.PLATFORM.run(above::close);
    assertThat(there.restore(A, this)).isTrue();
    assertThat(Context.current()).isSameAs(Context.root());
    here.restore(A, this);
  }

  @Test
  @Tag("default")
  @Tag("wrapper-before")
  void restoreOnAnotherThreadPutsThatBackOnlyIfItHasTheSameContext() {
    try (ExecutorService owner = ThreadKind.PLATFORM.newWorker()) {
      Calls.run(owner, () -> open(B));
      Attachment there = Calls.call(owner, () -> attach(A));
      Attachment another = Calls.call(owner, () -> attach(A));
      try (LogCapture log = LogCapture.start();
          Scope here = C.makeCurrent()) {
        assertThat(another.restore(A, this)).isFalse();
        assertThat(Context.current()).isSameAs(C);
        Attachment resumed = attach(A);
        assertThat(there.restore(A, this)).isTrue();
        assertThat(Context.current()).isSameAs(B);
        assertThat(there.restore(A, this)).isFalse();
        resumed.restore(A, this);
      }
    }
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void restoreOfWhatWentWithTheOneBeneathTakesItOffWhereItIsResumed() {
    Attachment outer = attach(A);
    Attachment inner = attach(B);
    outer.restore(A, this);
    Attachment resumed = attach(B);
    assertThat(inner.restore(B, this)).isTrue();
    assertThat(Context.current()).isSameAs(A);
    resumed.restore(B, this);
    assertThat(Context.current()).isSameAs(Context.root());
  }
}
