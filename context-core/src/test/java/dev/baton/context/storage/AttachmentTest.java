package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.BatonInternal;
import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attaching and restoring as coroutines do: in any order, on other threads, and twice. */
class AttachmentTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private static CapturedContext of(Context context) {
    return Propagation.fixed(context).capture();
  }

  private Attachment attach(Context context) {
    return BatonInternal.attach(of(context));
  }

  @Test
  void restoreInAnotherOrderThanAttachPutsTheThreadToTheStateBeforeTheAttachment() {
    Attachment outer = attach(A);
    Attachment inner = attach(B);
    assertThat(outer.restore(A, this)).isTrue();
    assertThat(Context.current()).isSameAs(Context.root());
    Attachment again = attach(A);
    inner.restore(B, this);
    assertThat(Context.current()).isSameAs(A);
    assertThat(again.restore(A, this)).isTrue();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  @Tag("slot")
  void restoreOnAnotherThreadLeavesTheScopesThatAreOpenThere() {
    Attachment attachment;
    try (Scope scope = B.makeCurrent()) {
      attachment = attach(A);
      attachment.restore(A, this);
    }
    List<String> seen = new ArrayList<>();
    ThreadKind.PLATFORM.run(
        () -> {
          try (Scope scope = A.makeCurrent()) {
            attachment.restore(A, this);
            seen.add(currentName());
          }
          seen.add(String.valueOf(currentName()));
        });
    assertThat(seen).containsExactly("A", "null");
  }
}
