package dev.baton.context.storage;

import static dev.baton.context.testing.TestContexts.named;

import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a thread keeps of attachments. */
@Tag("slot")
class AttachmentMemoryTest {

  private static Attachment attach(Context context) {
    return BatonInternal.attach(Propagation.fixed(context).capture());
  }

  @Test
  void nothingIsKeptOfOneThatWasRestored() {
    ThreadKind.PLATFORM.run(() -> Garbage.awaitCollected(attachAboveAScopeAndRestore()));
  }

  private WeakReference<Context> attachAboveAScopeAndRestore() {
    Context beneath = named("beneath");
    Context attached = named("attached");
    try (Scope scope = beneath.makeCurrent()) {
      attach(attached).restore(attached, this);
    }
    return new WeakReference<>(beneath);
  }

  @Test
  void notAllAreKeptOfThoseThatAreNeverRestored() {
    ThreadKind.PLATFORM.run(
        () -> {
          WeakReference<Attachment> abandoned = abandonOne();
          for (int i = 0; i < 1001; i++) {
            attach(Context.root());
          }
          Garbage.awaitCollected(abandoned);
        });
  }

  private static WeakReference<Attachment> abandonOne() {
    attach(Context.root()); // the thread itself
    return new WeakReference<>(attach(Context.root()));
  }
}
