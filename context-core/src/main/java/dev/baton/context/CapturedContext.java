package dev.baton.context;

import dev.baton.context.storage.Attachment;
import dev.baton.context.storage.Body;
import dev.baton.context.storage.Storage;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Propagation#capture()} captured: a context, and the values that the propagation
 * carries beside it. Runs code under them, now or later, any number of times. For wrappers of
 * interfaces with several methods, each of which may be called by another thread; a task or a
 * function is better wrapped by the {@link Propagation} itself.
 *
 * {@snippet file="dev/baton/context/CapturedContextTest.java" region="listener"}
 *
 * <p><b>Capture</b> was when it was made. <b>Restore</b> is when the code ends, however it ends, as
 * at the end of a task (see {@link Propagation}): scopes that the code left open are closed and
 * reported.
 *
 * <p>Immutable and thread-safe: it may run code on any number of threads at once, and within
 * itself. <b>Cost</b>: nothing is allocated with the storage of {@link Baton#install()} and no
 * values, if the code is a method reference, or a lambda that captures nothing.
 */
public final class CapturedContext {
  private final Context context;
  private final CarriedValues values;

  CapturedContext(Context context, CarriedValues values) {
    this.context = context;
    this.values = values;
  }

  /** The context that was captured. */
  public Context context() {
    return context;
  }

  /** Runs this code. */
  public void run(Runnable code) {
    run(
        (target, a, b) -> {
          target.run();
          return null;
        },
        Objects.requireNonNull(code, "code"),
        null,
        null);
  }

  /** Code that returns something, or throws something, or both. */
  @FunctionalInterface
  public interface Code<V extends @Nullable Object, X extends Throwable> {
    /** Does it. */
    V call() throws X;
  }

  /**
   * Runs this code, and returns what it returns. It may throw what it likes, of which the compiler
   * knows: {@code String text = captured.call(() -> Files.readString(path))} throws an {@code
   * IOException}. For a {@link java.util.concurrent.Callable} write {@code
   * captured.call(it::call)}.
   */
  public <V extends @Nullable Object, X extends Throwable> V call(Code<V, X> code) throws X {
    return run((target, a, b) -> target.call(), Objects.requireNonNull(code, "code"), null, null);
  }

  /** Calls a method: {@code run(Listener::closed, listener)}. */
  public <A> void run(Consumer<? super A> code, A target) {
    run(
        (t, c, b) -> {
          c.accept(t);
          return null;
        },
        target,
        Objects.requireNonNull(code, "code"),
        null);
  }

  /** Calls a method with an argument: {@code run(Listener::message, listener, message)}. */
  public <A, B extends @Nullable Object> void run(
      BiConsumer<? super A, ? super B> code, A target, B argument) {
    run(
        (t, c, a) -> {
          c.accept(t, a);
          return null;
        },
        target,
        Objects.requireNonNull(code, "code"),
        argument);
  }

  <
          T,
          A extends @Nullable Object,
          B extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R run(Body<? super T, A, B, R, X> body, T target, A first, B second) throws X {
    return values.isEmpty()
        ? Storage.inUse().run(context, body, target, first, second)
        : CarriedRun.run(context, values, null, body, target, first, second);
  }

  Attachment attach() {
    Attachment attachment = Storage.inUse().attach(context);
    return values.isEmpty() ? attachment : new WithValues(attachment, values);
  }

  private static final class WithValues implements Attachment {
    private final Attachment attachment;
    private final CarriedValues values;
    private final @Nullable Object[] previous;

    WithValues(Attachment attachment, CarriedValues values) {
      this.attachment = attachment;
      this.values = values;
      this.previous = values.previous();
      values.set(previous);
    }

    @Override
    public boolean restore(Context attached, Object code) {
      boolean restored = attachment.restore(attached, code);
      if (restored) {
        values.restore(previous);
      }
      return restored;
    }
  }

  @Override
  public String toString() {
    return "CapturedContext";
  }
}
