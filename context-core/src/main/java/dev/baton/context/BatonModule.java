package dev.baton.context;

/**
 * Something that {@link Baton#install()} finds on the class path and installs: global hooks of a
 * library, as a rule. Implementations are listed in {@code
 * META-INF/services/dev.baton.context.BatonModule}.
 *
 * <p>A module whose library is absent may simply fail with the {@link LinkageError} that it meets;
 * it is then listed as not installed, and the others go on.
 */
public interface BatonModule {

  /** A name for people, such as {@code "RxJava hooks"}. */
  String name();

  /**
   * Installs the module. Called once for each {@link Baton#install()} that finds it not installed.
   *
   * @return undoes it, leaving what others installed in the meantime
   * @throws Exception when it cannot be installed; the message is shown to the user
   */
  Undo install() throws Exception;

  /** Takes a module's hooks away again. */
  @FunctionalInterface
  interface Undo {
    /**
     * Called once, by {@link Installation#close()}.
     *
     * @throws Exception when it cannot be undone; the message is shown to the user
     */
    void run() throws Exception;
  }
}
