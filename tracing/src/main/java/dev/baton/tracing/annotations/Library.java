package dev.baton.tracing.annotations;

/** What a program may have or not; its own classes are touched only if it is there. */
enum Library {
  GUAVA("com.google.common.util.concurrent.ListenableFuture"),
  RXJAVA("io.reactivex.rxjava3.core.Flowable", "dev.baton.rx.ContextTransformer"),
  COROUTINES("kotlinx.coroutines.flow.Flow", "dev.baton.coroutines.ContextCoroutines");

  final boolean isThere;

  Library(String... types) {
    boolean all = true;
    for (String type : types) {
      all &= isThere(type);
    }
    isThere = all;
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, Library.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
