package dev.baton.rx;

import dev.baton.context.BatonModule;
import dev.baton.context.Propagation;

/**
 * Not API: for the service loader. Has {@link dev.baton.context.Baton#install()} install the hooks.
 */
public final class RxContextModule implements BatonModule {

  /** For the service loader. */
  public RxContextModule() {}

  @Override
  public String name() {
    return "RxJava hooks";
  }

  @Override
  public AutoCloseable install(Propagation propagation) throws NotInstalledException {
    if (RxJava.isAbsent()) { // this module may have come with a starter
      throw NotInstalledException.switchedOff(RxJava.ABSENT);
    }
    String problem = RxJava.problem();
    if (problem != null) {
      throw new NotInstalledException(problem);
    }
    try {
      return RxContextHooks.installForBaton(propagation);
    } catch (IllegalStateException e) {
      throw new NotInstalledException(String.valueOf(e.getMessage()));
    }
  }
}
