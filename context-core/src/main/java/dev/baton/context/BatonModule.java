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
   * Installs the module. Called once for each {@link Baton#install()} that finds it not installed,
   * and again when the propagation changes. Nobody else installs or closes meanwhile, so it must
   * not wait for a thread that does.
   *
   * @param propagation what its hooks carry
   * @return undoes it, once, leaving what others installed in the meantime
   * @throws Exception when it cannot be installed; the message is shown to the user
   */
  AutoCloseable install(Propagation propagation) throws Exception;
}
