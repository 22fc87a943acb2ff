package dev.baton.context.storage;

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
  private final TreeMap<Long, ClosedScope> byNumber = new TreeMap<>();

  /** The uppermost of the attachments that are still on. */
  @Nullable SlotAttachment attachments;

  /** The last number given when something was taken off with what was beneath it. */
  long unwound;

  /** Adds a scope, unless it has been added before. */
  void add(ClosedScope scope) {
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
    return byNumber.isEmpty();
  }
}
