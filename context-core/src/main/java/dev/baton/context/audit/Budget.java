package dev.baton.context.audit;

/**
 * How many stacks may be looked at in a second, for one purpose. Threads may take the last one
 * together: it is a matter of cost, not of counting.
 */
final class Budget {
  /** No limit. */
  static final int ALL = Integer.MAX_VALUE;

  private volatile int each;
  private volatile int left;

  Budget(int each) {
    set(each);
  }

  void set(int newEach) {
    each = newEach;
    left = newEach;
  }

  boolean take() {
    int some = left;
    if (some <= 0) {
      return false;
    }
    if (some != ALL) {
      left = some - 1;
    }
    return true;
  }

  /** Another second has begun. */
  void refill() {
    left = each;
  }

  /** Something has been found that wants a closer look. */
  void add(int more) {
    int some = left;
    left = Math.max(some, more);
  }
}
