package dev.baton.context.storage;

import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What a thread knows of its context while {@link SlotStorage} is in place: the current context,
 * and the number of what made it current. {@link Slots} says where it is kept.
 *
 * <p>Whatever makes a context current takes one of the {@link Numbers}: a scope, the run of a task,
 * an attachment. A later number is higher, and none is given twice, so a number that is higher than
 * the current level stands for something that is over, whoever comes with it. Nothing is linked:
 * each knows its own number, and what was there before it. What ends in turn writes that back. A
 * scope that is closed out of turn is kept in an index until all above it have gone; one that is
 * closed by another thread is left in an inbox, at which the owner looks whenever it reads or does
 * anything.
 *
 * <p>All belongs to the owner alone, but for the inbox in what has happened {@link OutOfTurn}.
 */
final class Slot implements Attachment {
  private static final VarHandle OUT_OF_TURN;
  private static final VarHandle LEVEL;

  static {
    try {
      OUT_OF_TURN = MethodHandles.lookup().findVarHandle(Slot.class, "outOfTurn", OutOfTurn.class);
      LEVEL = MethodHandles.lookup().findVarHandle(Slot.class, "level", long.class);
      // a class whose initialisation fails once, as where a stack overflows, is lost for good
      MethodHandles.lookup().ensureInitialized(OutOfTurn.class);
      MethodHandles.lookup().ensureInitialized(Reports.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Nullable Context context;
  long level;

  private final Object owner; // a thread, or a weak reference to it
  private long last;
  private @Nullable OutOfTurn outOfTurn; // made when it is needed, by any thread, and kept

  Slot(Thread owner) {
    this.owner = Slots.REDEPLOYABLE ? new WeakReference<>(owner) : owner;
  }

  private OutOfTurn makeOutOfTurn() {
    OutOfTurn all = outOfTurn;
    if (all == null) {
      OutOfTurn made = new OutOfTurn();
      all = (OutOfTurn) OUT_OF_TURN.compareAndExchange(this, null, made);
      all = all == null ? made : all;
    }
    return all;
  }

  WatchingStorage.@Nullable Notes notes() {
    OutOfTurn all = outOfTurn;
    return all == null ? null : all.notes;
  }

  void setNotes(WatchingStorage.Notes notes) {
    makeOutOfTurn().notes = notes;
  }

  /**
   * The current context, without what other threads have closed. Opaque: a loop that only reads
   * sees in the end what they do.
   */
  @Nullable Context current() {
    OutOfTurn all = (OutOfTurn) OUT_OF_TURN.getOpaque(this);
    if (all != null && all.hasNotes()) {
      settle(all);
    }
    return context;
  }

  /** Takes off what other threads have closed. */
  void takeNotes() {
    OutOfTurn all = outOfTurn;
    if (all != null && all.hasNotes()) {
      settle(all);
    }
  }

  /**
   * Makes a context current for the time of a task. One that is current already is not written: a
   * young object in an old one costs the garbage collector.
   */
  long enter(@Nullable Context entered) {
    long number = Numbers.ofTask(last += Numbers.NEXT, level);
    if (context != entered) {
      context = entered;
    }
    level = number;
    return number;
  }

  /** Goes back to what was before {@link #enter}, if nothing has happened out of turn. */
  boolean leave(long number, long below, @Nullable Context before) {
    if (!isAt(number)) {
      return false;
    }
    if (context != before) {
      context = before;
    }
    level = below;
    return true;
  }

  /**
   * Makes a context current in a scope. If it is current already, the scope does nothing, as that
   * of OpenTelemetry's own storage. It is made all the same, and in one place for both: so the
   * compiler can do without it.
   */
  SlotScope open(Context opened) {
    long below = level;
    boolean changes = context != opened;
    long number = changes ? Numbers.ofScope(last += Numbers.NEXT, below) : Numbers.NONE;
    SlotScope scope = new SlotScope(this, opened, context, number, below); // first: it may fail
    if (changes) {
      if (Numbers.isOfManyScopes(number)) {
        Reports.deepNesting(Numbers.MANY_SCOPES);
      }
      context = opened;
      level = number;
    }
    return scope;
  }

  boolean isOfCurrentThread() {
    Thread thread = Thread.currentThread();
    return Slots.REDEPLOYABLE ? ((WeakReference<?>) owner).get() == thread : owner == thread;
  }

  /**
   * Ends a scope; called by any thread.
   *
   * @return whether it is over, and not one that waits until those above it have gone
   */
  boolean close(long number, long below, @Nullable Context before, Context opened) {
    if (!isOfCurrentThread()) {
      if (!isPast(number)) {
        makeOutOfTurn().tell(new ClosedScope(number, below, before));
        OutOfTurnLog.onAnotherThread();
      }
      return true;
    }
    return leave(number, below, before) || closeOutOfTurn(number, below, before, opened);
  }

  private boolean closeOutOfTurn(
      long number, long below, @Nullable Context before, Context opened) {
    takeNotes();
    if (number != level && context == opened && isOfThisTask(number)) {
      unwindAll(below, before);
      OutOfTurnLog.withOthers();
      return true;
    }
    if (closeHere(number, below, before)) {
      return true;
    }
    OutOfTurnLog.beneathOthers();
    return false;
  }

  /**
   * Whether the owner is past a scope, as another thread sees it. Whoever was given the scope sees
   * the level at which it was opened, or a later one; as long as it is open, none is lower. A word
   * about such a scope would keep its context until the owner, which may sleep, does something.
   */
  private boolean isPast(long number) {
    return number != Numbers.BOTTOM && (long) LEVEL.getAcquire(this) < number;
  }

  /**
   * Whether a scope is still on, and was opened by what runs now. If its context is current when it
   * is closed, then those above it were dropped: somebody has set the context back by hand. That is
   * how OpenTelemetry's own storage takes it.
   */
  private boolean isOfThisTask(long number) {
    OutOfTurn all = outOfTurn;
    return number <= level
        && Numbers.isSameTask(number, level)
        && (all == null || number > all.unwound);
  }

  private boolean closeHere(long number, long below, @Nullable Context before) {
    if (number == level) {
      set(below, before);
    } else if (isOpen(number)) {
      makeOutOfTurn().add(new ClosedScope(number, below, before));
      return false;
    }
    return true;
  }

  /** Whether what has this number is still on; of a scope, as far as the number tells. */
  boolean isOpen(long number) {
    if (number == Numbers.BOTTOM) {
      return Numbers.isAboveBottom(level);
    }
    if (!Numbers.isAttachment(number)) {
      return number <= level;
    }
    OutOfTurn all = outOfTurn;
    SlotAttachment on = all == null ? null : SlotAttachment.at(number, all.attachments);
    return on != null && on.number == number;
  }

  private void settle(OutOfTurn all) {
    ClosedScope scope = all.takeNotes();
    while (scope != null) {
      ClosedScope next = scope.next;
      scope.next = null;
      closeHere(scope.number, scope.below, scope.before);
      scope = next;
    }
  }

  /** Takes off all that is on top and was closed before; forgets what went with something else. */
  private void settleOutOfTurn() {
    OutOfTurn all = outOfTurn;
    if (all == null) {
      return;
    }
    do {
      for (ClosedScope top = all.removeFrom(level); top != null; top = all.removeFrom(level)) {
        if (top.number == level) {
          level = top.below;
          context = top.before;
          all.unwound = Numbers.highest(last);
        }
      }
    } while (takeOffBottom(all));
    all.attachments = SlotAttachment.at(level, all.attachments);
  }

  private boolean takeOffBottom(OutOfTurn all) {
    boolean isOnTop = level == Numbers.BOTTOM && all.isBottomClosed;
    if (isOnTop) {
      level = Numbers.NONE;
      context = null;
    }
    all.isBottomClosed &= Numbers.isAboveBottom(level);
    return isOnTop;
  }

  /** Whether this is what is on top, and nothing has happened out of turn. */
  boolean isAt(long number) {
    return level == number && isSettled();
  }

  /** Whether no closed scope waits to be taken off. */
  boolean isSettled() {
    OutOfTurn all = outOfTurn;
    return all == null || all.isSettled();
  }

  /**
   * Ends all that is above this.
   *
   * @return the context of a scope that was left open, or null
   */
  @Nullable Context unwindTo(long number, @Nullable Context inside) {
    takeNotes();
    if (level <= number) {
      return null;
    }
    Context leaked = Numbers.isAttachment(level) ? null : context;
    unwindAll(number, inside);
    return leaked;
  }

  /**
   * Ends a task or an attachment, and all that is above it. What has gone already, with something
   * beneath it, stays so.
   *
   * @return the context of a scope that was left open, or null
   */
  @Nullable Context unwind(long number, long below, @Nullable Context before) {
    takeNotes();
    if (!isOpen(number)) {
      return null;
    }
    Context leaked = unwindTo(number, null);
    set(below, before);
    return leaked;
  }

  /**
   * Makes a context current until it is restored. Where the thread has nothing, the slot itself
   * stands for the attachment, so that nothing is allocated.
   */
  Attachment attach(Context attached) {
    takeNotes();
    if (level == Numbers.NONE) {
      context = attached;
      level = Numbers.BOTTOM;
      return this;
    }
    return attach(attached, level, context);
  }

  /** Attaches on top of what there is; restored, the thread gets back what is given. */
  SlotAttachment attach(Context attached, long below, @Nullable Context before) {
    long number = Numbers.ofAttachment(last += Numbers.NEXT, level);
    OutOfTurn all = makeOutOfTurn();
    SlotAttachment attachment = new SlotAttachment(this, number, below, before, all.attachments);
    context = attached;
    level = number;
    all.attachments = attachment;
    return attachment;
  }

  @Override
  public boolean restore(Context attached, Object code) {
    return restore(Numbers.BOTTOM, Numbers.NONE, null, attached, code);
  }

  /** Ends an attachment to this slot, on whatever thread. */
  boolean restore(
      long number, long below, @Nullable Context before, Context attached, Object code) {
    if (!isOfCurrentThread()) {
      makeOutOfTurn().tell(new ClosedScope(number, below, before));
      return Slots.ofCurrentThread().restoreAgain(before, attached);
    }
    if (leave(number, below, before)) {
      if (number != Numbers.BOTTOM) {
        settleOutOfTurn();
      }
      return true;
    }
    takeNotes();
    if (!isOpen(number)) {
      return restoreAgain(before, attached);
    }
    Context leaked = unwind(number, below, before);
    if (leaked != null) {
      Reports.leak(code, leaked);
    }
    return true;
  }

  /**
   * Restores what was attached to another thread, or went with something beneath it. If the same
   * has been attached here in the meantime, when a coroutine was resumed, then whoever restores it
   * takes it to be off. A scope that is open here is none of its business.
   */
  private boolean restoreAgain(@Nullable Context before, Context attached) {
    takeNotes();
    boolean isHere = Numbers.isAttachment(level) && context == attached;
    if (isHere) {
      context = before;
    }
    return isHere;
  }

  /** Puts the thread to this state, whatever it is in. */
  void set(long newLevel, @Nullable Context newContext) {
    level = newLevel;
    context = newContext;
    settleOutOfTurn();
  }

  /** Takes off all that is above this, which may yet be closed by whoever has it. */
  private void unwindAll(long newLevel, @Nullable Context newContext) {
    makeOutOfTurn().unwound = Numbers.highest(last);
    set(newLevel, newContext);
  }
}
