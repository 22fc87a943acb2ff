package dev.baton.micrometer;

import dev.baton.context.storage.Attachment;
import dev.baton.context.storage.Storage;
import io.opentelemetry.context.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A context that was attached to a thread, and those beneath it. Micrometer passes nothing from
 * setting a value to restoring it but what was current before, so each thread remembers what is to
 * be taken off.
 */
final class Attached {
  /** About as many are remembered, the innermost ones: scopes may never be closed. */
  private static final int MOST = 1000;

  /** The innermost, in an array: what a thread keeps has to be of the JDK's, or it keeps us. */
  private static final ThreadLocal<@Nullable Object[]> INNERMOST =
      ThreadLocal.withInitial(() -> new Object[1]);

  private final Context context;
  private final @Nullable Context before; // null if the storage has a new object at each reading
  private final Attachment attachment;
  private @Nullable Attached beneath;
  private final int depth;

  private Attached(Context context, @Nullable Attached beneath) {
    this.beneath = beneath;
    this.depth = beneath == null ? 1 : beneath.depth + 1;
    this.context = context;
    Context current = Context.current();
    this.before = current == Context.current() ? current : null;
    this.attachment = Storage.inUse().attach(context);
  }

  static void attach(Context context) {
    @Nullable Object[] innermost = INNERMOST.get();
    Attached attached = new Attached(context, (Attached) innermost[0]);
    innermost[0] = attached;
    if (attached.depth % MOST == 0) {
      attached.forgetOutermost();
    }
  }

  private void forgetOutermost() {
    Attached kept = this;
    for (int i = 1; i < MOST && kept.beneath != null; i++) {
      kept = kept.beneath;
    }
    kept.beneath = null;
  }

  /**
   * Takes off what was attached when this was current, and all above it, which nobody has taken
   * off. Does nothing if there is none: it is another thread's, or has been taken off before.
   *
   * @param code is named if a scope was left open
   */
  static void restore(Context previous, Object code) {
    @Nullable Object[] innermost = INNERMOST.get();
    Attached last = (Attached) innermost[0];
    while (last != null && last.before != null && last.before != previous) {
      last = last.beneath;
    }
    if (last == null) {
      return;
    }
    Attached top;
    do {
      top = Objects.requireNonNull((Attached) innermost[0]);
      innermost[0] = top.beneath;
      top.attachment.restore(top.context, code);
    } while (top != last);
  }
}
