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
   * What every wrapper and hook carries from now on that is not told otherwise: what it would be
   * without this module, or that with a {@link TaskListener} or a thread-local added. Asked before
   * any module is installed.
   *
   * @throws Exception then it stays as it is, and the failure is logged
   */
  default Propagation propagation(Propagation propagation) throws Exception {
    return propagation;
  }

  /**
   * Installs the module. Called once for each {@link Baton#install()} that finds it not installed,
   * and again when the propagation changes. Nobody else installs or closes meanwhile, so it must
   * not wait for a thread that does.
   *
   * @param propagation what its hooks carry
   * @return undoes it, once, leaving what others installed in the meantime
   * @throws NotInstalledException when it is not to be installed here, or cannot be; the message is
   *     shown to the user
   * @throws Exception when that fails in a way that nobody foresaw; it is logged as it is
   */
  AutoCloseable install(Propagation propagation) throws Exception;

  /** Says in one line, for a person, why a module is not installed. */
  final class NotInstalledException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean logged;

    /**
     * Says why.
     *
     * @param why shown in the step and in the log
     */
    public NotInstalledException(String why) {
      this(why, true);
    }

    private NotInstalledException(String why, boolean logged) {
      super(why);
      this.logged = logged;
    }

    /**
     * For what is off unless somebody asks for it, which is nothing to warn of.
     *
     * @param why shown in the step, and not logged; best says how to switch it on
     */
    public static NotInstalledException switchedOff(String why) {
      return new NotInstalledException(why, false);
    }

    boolean isLogged() {
      return logged;
    }
  }
}
