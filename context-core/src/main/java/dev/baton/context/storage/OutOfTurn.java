package dev.baton.context.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has happened on a thread out of turn. Most threads never have one of these.
 *
 * <p>The scopes that were closed while others above them are open, by number. Those that lie right
 * above each other are one entry, which stands for all numbers in between.
 */
final class OutOfTurn {
  private static final VarHandle INBOX;

  static {
    try {
      INBOX = MethodHandles.lookup().findVarHandle(OutOfTurn.class, "inbox", ClosedScope.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final TreeMap<Long, ClosedScope> byNumber = new TreeMap<>();

  /** The uppermost of the attachments that are still on. */
  @Nullable SlotAttachment attachments;

  /** Of scopes that other threads have closed; the one thing that they touch. */
  @SuppressWarnings("UnusedVariable") // by INBOX alone
  private @Nullable ClosedScope inbox;

  /** Whether {@link Numbers#BOTTOM} was closed; by itself, since that number is used again. */
  boolean isBottomClosed;

  /** What the audit knows of the thread, if there is one. */
  WatchingStorage.@Nullable Notes notes;

  /** The last number given when something was taken off with what was beneath it. */
  long unwound;

  /** Leaves word for the owner; called by any thread. */
  void tell(ClosedScope scope) {
    do {
      scope.next = (ClosedScope) INBOX.getVolatile(this);
    } while (!INBOX.compareAndSet(this, scope.next, scope));
  }

  boolean hasNotes() {
    return INBOX.getOpaque(this) != null;
  }

  @Nullable ClosedScope takeNotes() {
    return (ClosedScope) INBOX.getAndSet(this, null);
  }

  /** Adds a scope, unless it has been added before. */
  void add(ClosedScope scope) {
    if (scope.number == Numbers.BOTTOM) {
      isBottomClosed = true;
      return;
    }
    Map.Entry<Long, ClosedScope> atOrAbove = byNumber.ceilingEntry(scope.number);
    if (atOrAbove != null && atOrAbove.getValue().below < scope.number) {
      return;
    }
    ClosedScope top = scope;
    if (atOrAbove != null && atOrAbove.getValue().below == scope.number) {
      top = atOrAbove.getValue();
      top.join(scope);
    } else {
      byNumber.put(scope.number, scope);
    }
    Map.Entry<Long, ClosedScope> beneath = byNumber.lowerEntry(scope.number);
    while (beneath != null && beneath.getKey() >= top.below) {
      byNumber.remove(beneath.getKey());
      if (beneath.getKey() == top.below) {
        top.join(beneath.getValue());
        return;
      }
      beneath = byNumber.lowerEntry(scope.number); // was closed twice, and is over
    }
  }

  /** Removes an entry with this number or a higher one, if there is one: the highest. */
  @Nullable ClosedScope removeFrom(long number) {
    if (byNumber.isEmpty() || byNumber.lastKey() < number) {
      return null;
    }
    return byNumber.pollLastEntry().getValue();
  }

  /** Whether no closed scope is left. */
  boolean isSettled() {
    return !hasNotes() && byNumber.isEmpty() && !isBottomClosed;
  }
}
