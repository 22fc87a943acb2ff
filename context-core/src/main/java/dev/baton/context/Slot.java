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
 * loader to every pool thread that ever ran a wrapped task. Hence the static methods, which take
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

  // in NUMBERS
  private static final int INNERMOST = 0;
  private static final int LAST = 1;

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
    if (thread.getClass() == ContextThread.class) {
      return ((ContextThread) thread).slot;
    }
    if (thread.getClass() == ContextForkJoinWorkerThread.class) {
      return ((ContextForkJoinWorkerThread) thread).slot;
    }
    Object[] foreign = FOREIGN.get();
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

  /**
   * The array that a foreign thread's slot is. By its exact class, which spares the compiler the
   * check of what is stored in it.
   */
  private static boolean isForeign(Object slot) {
    return slot.getClass() == Object[].class;
  }

  private static int @Nullable [] numbers(@Nullable Object[] foreign) {
    return (int[]) foreign[NUMBERS];
  }

  static @Nullable Context context(Object slot) {
    return isForeign(slot) ? (Context) ((@Nullable Object[]) slot)[CONTEXT] : ((Slot) slot).context;
  }

  /**
   * The number of the innermost scope, 0 where there is none. Below 0 it is the complement of the
   * number of a scope above which a task has begun and has opened none of its own.
   */
  static int level(Object slot) {
    if (isForeign(slot)) {
      int[] numbers = numbers((@Nullable Object[]) slot);
      return numbers == null ? 0 : numbers[INNERMOST];
    }
    return ((Slot) slot).level;
  }

  /** Makes a context current, in a scope that becomes the innermost one. */
  static SlotScope push(Object slot, Context context) {
    Context before;
    int below;
    int number;
    if (isForeign(slot)) {
      @Nullable Object[] foreign = (@Nullable Object[]) slot;
      int[] numbers = numbers(foreign);
      if (numbers == null) { // most threads never open a scope: they are spared the array
        numbers = new int[2];
        foreign[NUMBERS] = numbers;
      }
      before = (Context) foreign[CONTEXT];
      below = numbers[INNERMOST];
      number = after(numbers[LAST]);
      foreign[CONTEXT] = context;
      numbers[INNERMOST] = number;
      numbers[LAST] = number;
    } else {
      Slot own = (Slot) slot;
      before = own.context;
      below = own.level;
      number = after(own.last);
      own.context = context;
      own.level = number;
      own.last = number;
    }
    return new SlotScope(slot, before, number, below);
  }

  /**
   * Takes a scope off, if it is the innermost one of the calling thread and none waits to be taken
   * off. Its number is free again if it was the last; not if scopes with higher ones were left
   * open, which may yet be closed.
   */
  static boolean pop(Object slot, int number, int below, @Nullable Context before) {
    Thread thread = Thread.currentThread();
    if (isForeign(slot)) {
      @Nullable Object[] foreign = (@Nullable Object[]) slot;
      int[] numbers = numbers(foreign);
      if (foreign[OWNER] != thread
          || foreign[CLOSED] != null
          || numbers == null
          || numbers[INNERMOST] != number) {
        return false;
      }
      foreign[CONTEXT] = before;
      numbers[INNERMOST] = below;
      if (numbers[LAST] == number) {
        numbers[LAST] = number - 1;
      }
      return true;
    }
    Slot own = (Slot) slot;
    if (own.owner != thread || own.closed != null || own.level != number) {
      return false;
    }
    own.context = before;
    own.level = below;
    if (own.last == number) {
      own.last = number - 1;
    }
    return true;
  }

  /**
   * Makes a context current for the time of a task. Under open scopes this counts as a level of its
   * own, so that a task which closes one of them (its submitter's, when it runs on the same thread)
   * does not lose the context it runs under. A context that is current already is not written: the
   * signals of a chain that is on its way need no more than a look.
   *
   * @return what was current before
   */
  static @Nullable Context enter(Object slot, int level, Context context) {
    if (isForeign(slot)) {
      @Nullable Object[] foreign = (@Nullable Object[]) slot;
      Context before = (Context) foreign[CONTEXT];
      if (before != context) {
        foreign[CONTEXT] = context;
      }
      if (level > 0) {
        setLevel(slot, ~level);
      }
      return before;
    }
    Slot own = (Slot) slot;
    Context before = own.context;
    if (before != context) {
      own.context = context;
    }
    if (level > 0) {
      own.level = ~level;
    }
    return before;
  }

  /** Goes back to what was before {@link #enter}, if no scope is open above it and none waits. */
  static boolean leave(Object slot, int level, @Nullable Context before) {
    if (hasClosed(slot) || level(slot) != (level > 0 ? ~level : level)) {
      return false;
    }
    set(slot, before, level);
    return true;
  }

  /** Puts the thread to a state that it was in. */
  static void set(Object slot, @Nullable Context context, int level) {
    if (isForeign(slot)) {
      @Nullable Object[] foreign = (@Nullable Object[]) slot;
      if (foreign[CONTEXT] != context) {
        foreign[CONTEXT] = context;
      }
    } else {
      Slot own = (Slot) slot;
      if (own.context != context) {
        own.context = context;
      }
    }
    setLevel(slot, level);
  }

  private static void setLevel(Object slot, int level) {
    if (isForeign(slot)) {
      int[] numbers = numbers((@Nullable Object[]) slot);
      if (numbers != null) {
        numbers[INNERMOST] = level;
      }
    } else {
      ((Slot) slot).level = level;
    }
  }

  private static int after(int number) {
    return number == Integer.MAX_VALUE ? 1 : number + 1;
  }

  static boolean isOwner(Object slot, Thread thread) {
    return (isForeign(slot) ? ((@Nullable Object[]) slot)[OWNER] : ((Slot) slot).owner) == thread;
  }

  static boolean hasClosed(Object slot) {
    return (isForeign(slot) ? ((@Nullable Object[]) slot)[CLOSED] : ((Slot) slot).closed) != null;
  }

  /** Leaves word of a scope that could not be taken off at once; called from any thread. */
  static void pushClosed(Object slot, ClosedScope scope) {
    do {
      scope.next =
          (ClosedScope)
              (isForeign(slot)
                  ? ELEMENT.getVolatile((Object[]) slot, CLOSED)
                  : CLOSED_FIELD.getVolatile((Slot) slot));
    } while (!(isForeign(slot)
        ? ELEMENT.compareAndSet((Object[]) slot, CLOSED, scope.next, scope)
        : CLOSED_FIELD.compareAndSet((Slot) slot, scope.next, scope)));
  }

  static @Nullable ClosedScope takeClosed(Object slot) {
    return (ClosedScope)
        (isForeign(slot)
            ? ELEMENT.getAndSet((Object[]) slot, CLOSED, null)
            : CLOSED_FIELD.getAndSet((Slot) slot, null));
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
