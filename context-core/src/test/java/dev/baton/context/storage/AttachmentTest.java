package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.BatonInternal;
import dev.baton.context.CapturedContext;
import dev.baton.context.CarriedThreadLocal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attaching and restoring as coroutines do: in any order, on other threads, and twice. */
class AttachmentTest {
  private static final Context A = named("A");
  private static final Context B = named("B");
  private static final Context C = named("C");

  private static Attachment attach(Context context) {
    return BatonInternal.attach(Propagation.fixed(context).capture());
  }

  @ParameterizedTest
  @EnumSource
  void attachmentsNestAndComeBackStepByStep(ThreadKind kind) {
    kind.run(
        () -> {
          List<String> seen = new ArrayList<>();
          Attachment a = attach(A);
          Attachment b = attach(B);
          Attachment a2 = attach(A);
          Attachment a3 = attach(A);
          seen.add(currentName());
          assertThat(a3.restore(A, this)).isTrue();
          seen.add(currentName());
          assertThat(a2.restore(A, this)).isTrue();
          seen.add(currentName());
          assertThat(b.restore(B, this)).isTrue();
          seen.add(currentName());
          assertThat(a.restore(A, this)).isTrue();
          assertThat(seen).containsExactly("A", "A", "B", "A");
          assertThat(currentName()).isNull();
        });
  }

  @Test
  void rootIsAttachedLikeAnyOther() {
    try (Scope scope = A.makeCurrent()) {
      Attachment root = attach(Context.root());
      assertThat(Context.current()).isSameAs(Context.root());
      root.restore(Context.root(), this);
      assertThat(Context.current()).isSameAs(A);
    }
  }

  @Test
  void restoreInAnotherOrderThanAttachPutsTheThreadToTheStateBeforeTheAttachment() {
    Attachment outer = attach(A);
    Attachment inner = attach(B);
    outer.restore(A, this);
    assertThat(Context.current()).isSameAs(Context.root());
    Attachment again = attach(A);
    inner.restore(B, this);
    assertThat(Context.current()).isSameAs(A);
    again.restore(A, this);
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void restoreInAnotherOrderThanAttachAboveAScopePutsTheThreadBackToTheScope() {
    try (LogCapture log = LogCapture.start();
        Scope scope = C.makeCurrent()) {
      Attachment outer = attach(A);
      Attachment inner = attach(B);
      outer.restore(A, this);
      assertThat(Context.current()).isSameAs(C);
      Attachment again = attach(A);
      inner.restore(B, this);
      assertThat(Context.current()).isSameAs(A);
      again.restore(A, this);
      assertThat(Context.current()).isSameAs(C);
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void attachmentToItselfThatIsRestoredLastDoesNotBringBackTheFirst() {
    restoreFirstThenSecond();
    assertThat(Context.current()).isSameAs(Context.root());
    try (LogCapture log = LogCapture.start();
        Scope scope = B.makeCurrent()) {
      restoreFirstThenSecond();
      assertThat(Context.current()).isSameAs(B);
      assertThat(log.messages()).isEmpty();
    }
  }

  private void restoreFirstThenSecond() {
    Attachment first = attach(A);
    Attachment second = attach(A);
    assertThat(first.restore(A, this)).isTrue();
    assertThat(second.restore(A, this)).isFalse();
  }

  @Test
  void secondRestoreDoesNothing() {
    try (Scope scope = B.makeCurrent()) {
      Attachment attachment = attach(A);
      assertThat(attachment.restore(A, this)).isTrue();
      Attachment later = attach(C);
      assertThat(attachment.restore(A, this)).isFalse();
      assertThat(Context.current()).isSameAs(C);
      later.restore(C, this);
      assertThat(Context.current()).isSameAs(B);
    }
  }

  @Test
  @Tag("hostile")
  void scopeLeftOpenIsClosedAndReportedWithTheClassOfTheCode() {
    Object code = new Leaking();
    try (LogCapture log = LogCapture.start()) {
      Attachment attachment = attach(A);
      open(B);
      attachment.restore(A, code);
      assertThat(Context.current()).isSameAs(Context.root());
      try (Scope scope = C.makeCurrent()) {
        Attachment above = attach(A);
        open(B);
        above.restore(A, code);
        assertThat(Context.current()).isSameAs(C);
      }
      assertThat(log.messages()).singleElement().asString().contains(Leaking.class.getName());
    }
  }

  private static final class Leaking {}

  @Test
  void scopeBeneathThatIsClosedMeanwhileIsNotBroughtBack() {
    Scope beneath = open(B);
    Attachment attachment = attach(B);
    beneath.close();
    attachment.restore(B, this);
    assertThat(currentName()).isNull();
  }

  @Test
  @Tag("slot")
  @Tag("wrapper-after")
  void lateCloseOfAScopeOnTheFirstAttachmentLeavesTheNextOneRestoredElsewhere() {
    Attachment first = attach(C);
    Scope onFirst = open(A);
    try (LogCapture log = LogCapture.start()) {
      first.restore(C, this); // the scope is over
    }
    Attachment second = attach(A);
    Attachment onSecond = attach(B);
    ThreadKind.PLATFORM.run(() -> second.restore(A, this));
    assertThat(Context.current()).isSameAs(B);
    ThreadKind.PLATFORM.run(onFirst::close);
    assertThat(Context.current()).isSameAs(B);
    onSecond.restore(B, this);
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void valuesAreSetWithTheContextAndRestoredWithIt() {
    ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial");
    local.set("captured");
    CapturedContext captured = Propagation.fixed(A).with(CarriedThreadLocal.of(local)).capture();
    local.set("here");
    Attachment attachment = BatonInternal.attach(captured);
    assertThat(currentName() + ", " + local.get()).isEqualTo("A, captured");
    assertThat(attachment.restore(A, this)).isTrue();
    assertThat(currentName() + ", " + local.get()).isEqualTo("null, here");
    local.set("later");
    assertThat(attachment.restore(A, this)).isFalse();
    assertThat(local.get()).isEqualTo("later");
  }
}
