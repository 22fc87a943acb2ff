package dev.baton.tracing;

import dev.baton.context.storage.Reports;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which tasks have a span, and of which name. */
record SpanNaming(Function<Object, String> name, Predicate<? super Object> filter) {

  /** Null if the task has none, or if the user's code fails. */
  @Nullable String of(Object task) {
    try {
      if (!filter.test(task)) {
        return null;
      }
    } catch (Throwable t) {
      Reports.userCodeFailed(filter, "test", t);
      return null;
    }
    try {
      return name.apply(task);
    } catch (Throwable t) {
      Reports.userCodeFailed(name, "apply", t);
      return null;
    }
  }

  /** That of the source: a lambda's class has a number, which is another one in each process. */
  static String ofClass(Object task) {
    String name = Reports.codeOf(task.getClass());
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
