package dev.baton.context.storage;

/**
 * What the number of a scope, a task or an attachment tells. The upper bits count: a later number
 * is higher, and none is given twice. The lower ones say what it stands for, and what is beneath.
 */
final class Numbers {
  /** Of a thread that has nothing, and of a scope that does nothing. */
  static final long NONE = 0;

  /** Something that may be restored late. */
  private static final long ATTACHMENT = 1;

  /** In the number of all that is above {@link #BOTTOM}. */
  private static final long ABOVE_BOTTOM = 2;

  /** Of an attachment to a thread that has nothing: the one number that is used again. */
  static final long BOTTOM = ABOVE_BOTTOM | ATTACHMENT;

  /** How many tasks and attachments are beneath, in the bits from here; begins anew at 16. */
  private static final long ONE_TASK_MORE = 1 << 2;

  private static final long TASKS = 0xf * ONE_TASK_MORE;

  /** So many open scopes: a thread opens them, it seems, and never closes them. */
  static final int MANY_SCOPES = 1024;

  /** How many scopes are open, in the bits from here; begins anew at that many. */
  private static final long ONE_SCOPE_MORE = 1 << 6;

  private static final long SCOPES = (MANY_SCOPES - 1) * ONE_SCOPE_MORE;

  /** So there are enough for four years of a million in a second. */
  static final long NEXT = 1 << 16;

  private Numbers() {}

  static long ofScope(long count, long below) {
    return count | (below & (TASKS | ABOVE_BOTTOM)) | ((below + ONE_SCOPE_MORE) & SCOPES);
  }

  static long ofTask(long count, long below) {
    return count | (below & (SCOPES | ABOVE_BOTTOM)) | ((below + ONE_TASK_MORE) & TASKS);
  }

  static long ofAttachment(long count, long below) {
    return ofTask(count, below) | ATTACHMENT;
  }

  /** The highest that there can be with this count. */
  static long highest(long count) {
    return count | (NEXT - 1);
  }

  static boolean isAttachment(long number) {
    return (number & ATTACHMENT) != 0;
  }

  static boolean isAboveBottom(long number) {
    return (number & ABOVE_BOTTOM) != 0;
  }

  /** Of two on the same thread: whether no task begins between them. */
  static boolean isSameTask(long number, long other) {
    return (number & TASKS) == (other & TASKS);
  }

  /** Of a scope: whether the count of open ones begins anew with it. */
  static boolean isOfManyScopes(long number) {
    return (number & SCOPES) == 0;
  }
}
