package dev.baton.rx;

import org.jspecify.annotations.Nullable;

/** The RxJava that the program has. Refers to none of its classes, which may be missing. */
final class RxJava {
  private static final String ANY = "io.reactivex.rxjava3.core.Flowable";

  /** Since 3.1.1 here; in another package before. */
  private static final String NEW_ENOUGH = "io.reactivex.rxjava3.operators.QueueFuseable";

  static final String ABSENT = "RxJava is not on the class path; 3.1.1 or newer is needed";

  private RxJava() {}

  static boolean isAbsent() {
    return !has(ANY);
  }

  /** What is wrong with it, in a line for a person; null if nothing is. */
  static @Nullable String problem() {
    if (isAbsent()) {
      return ABSENT;
    }
    return has(NEW_ENOUGH) ? null : "RxJava is too old; 3.1.1 or newer is needed";
  }

  private static boolean has(String type) {
    try {
      return Class.forName(type, false, RxJava.class.getClassLoader()) != null;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
