package dev.baton.context;

import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a thread knows of its context while {@link SlotStorage} is in place: the current context,
 * the number of its innermost scope, the last number given, and which scopes were closed out of
 * turn.
 *
 * <p>A {@link ContextThread} has such an object in a field. Any other thread keeps the same things
 * in an {@code Object[]} behind a {@link ThreadLocal}: an object of this class would tie our class
 * loader to every pool thread that ever ran a wrapped task. Hence the static accessors, which take
 * either form.
 *
 * <p>Only the owner reads and writes a slot, but for the scopes that other threads close: those go
 * through {@link #pushClosed} and wait for the owner.
 */
final class Slot {
  private static final int CONTEXT = 0;
  private static final int NUMBERS = 1;
  private static final int CLOSED = 2;
  private static final int OWNER = 3;

  private static final ThreadLocal<Object @Nullable []> FOREIGN = new ThreadLocal<>();
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle CLOSED_FIELD;

  static {
    try {
      CLOSED_FIELD = MethodHandles.lookup().findVarHandle(Slot.class, "closed", ClosedScope.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread owner;
  private @Nullable Context context;
  private int level;
  private int last;
  private @Nullable ClosedScope closed;

  Slot(Thread owner) {
    this.owner = owner;
  }

  /** The calling thread's slot, made if it has none. */
  static Object ofCurrentThread() {
    Thread thread = Thread.currentThread();
    Object[] foreign;
    if (thread.getClass() == ContextThread.class) {
      return ((ContextThread) thread).slot;
    }
    if (thread.getClass() == ContextForkJoinWorkerThread.class) {
      return ((ContextForkJoinWorkerThread) thread).slot;
    }
    foreign = FOREIGN.get();
    return foreign != null ? foreign : newForeign(thread);
  }

  private static Object newForeign(Thread thread) {
    Object[] foreign = {null, null, null, thread};
    FOREIGN.set(foreign);
    return foreign;
  }

  /** The calling thread's context, or null when it has none. Makes no slot. */
  static @Nullable Context currentContext() {
    Thread thread = Thread.currentThread();
    if (thread.getClass() == ContextThread.class) {
      return ((ContextThread) thread).slot.context;
    }
    if (thread.getClass() == ContextForkJoinWorkerThread.class) {
      return ((ContextForkJoinWorkerThread) thread).slot.context;
    }
    Object[] foreign = FOREIGN.get();
    return foreign == null ? null : (Context) foreign[CONTEXT];
  }

  static Thread owner(Object slot) {
    return slot instanceof Slot own ? own.owner : (Thread) ((Object[]) slot)[OWNER];
  }

  static @Nullable Context context(Object slot) {
    return slot instanceof Slot own ? own.context : (Context) ((Object[]) slot)[CONTEXT];
  }

  static void setContext(Object slot, @Nullable Context context) {
    if (slot instanceof Slot own) {
      own.context = context;
    } else {
      ((@Nullable Object[]) slot)[CONTEXT] = context;
    }
  }

  /**
   * The number of the innermost scope, 0 where there is none. Below 0 it is the complement of the
   * number of a scope above which a task has begun and has opened none of its own.
   */
  static int level(Object slot) {
    if (slot instanceof Slot own) {
      return own.level;
    }
    int[] numbers = (int[]) ((Object[]) slot)[NUMBERS];
    return numbers == null ? 0 : numbers[0];
  }

  static void setLevel(Object slot, int value) {
    if (slot instanceof Slot own) {
      own.level = value;
      return;
    }
    int[] numbers = (int[]) ((Object[]) slot)[NUMBERS];
    if (numbers != null) {
      numbers[0] = value;
    }
  }

  /** Gives the next number to a scope that becomes the innermost one. */
  static int open(Object slot) {
    if (slot instanceof Slot own) {
      own.last = after(own.last);
      own.level = own.last;
      return own.last;
    }
    int[] numbers = (int[]) ((Object[]) slot)[NUMBERS];
    if (numbers == null) { // most threads never open a scope: they are spared the array
      numbers = new int[2];
      ((Object[]) slot)[NUMBERS] = numbers;
    }
    numbers[1] = after(numbers[1]);
    numbers[0] = numbers[1];
    return numbers[1];
  }

  private static int after(int number) {
    return number == Integer.MAX_VALUE ? 1 : number + 1;
  }

  /**
   * Takes off the innermost scope. Its number is free again if it was the last; not if scopes with
   * higher ones were left open, which may yet be closed.
   */
  static void close(Object slot, int number, int below) {
    if (slot instanceof Slot own) {
      own.level = below;
      if (own.last == number) {
        own.last = number - 1;
      }
      return;
    }
    int[] numbers = (int[]) ((Object[]) slot)[NUMBERS];
    numbers[0] = below;
    if (numbers[1] == number) {
      numbers[1] = number - 1;
    }
  }

  static boolean hasClosed(Object slot) {
    return (slot instanceof Slot own ? own.closed : ((Object[]) slot)[CLOSED]) != null;
  }

  /** Leaves word of a scope that could not be taken off at once; called from any thread. */
  static void pushClosed(Object slot, ClosedScope scope) {
    do {
      scope.next =
          (ClosedScope)
              (slot instanceof Slot
                  ? CLOSED_FIELD.getVolatile(slot)
                  : ELEMENT.getVolatile((Object[]) slot, CLOSED));
    } while (!(slot instanceof Slot
        ? CLOSED_FIELD.compareAndSet(slot, scope.next, scope)
        : ELEMENT.compareAndSet((Object[]) slot, CLOSED, scope.next, scope)));
  }

  static @Nullable ClosedScope takeClosed(Object slot) {
    return (ClosedScope)
        (slot instanceof Slot
            ? CLOSED_FIELD.getAndSet(slot, null)
            : ELEMENT.getAndSet((Object[]) slot, CLOSED, null));
  }

  /** A scope, or several each on top of the next, closed while not innermost. */
  static final class ClosedScope {
    final int number;
    int below;
    @Nullable Context before;
    @Nullable ClosedScope next;

    ClosedScope(int number, int below, @Nullable Context before) {
      this.number = number;
      this.below = below;
      this.before = before;
    }
  }
}
