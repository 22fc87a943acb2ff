package dev.baton.rx;

import dev.baton.context.BatonModule;

/** Has {@link dev.baton.context.Baton#install()} install the hooks. */
public final class RxContextModule implements BatonModule {

  /** For the service loader. */
  public RxContextModule() {}

  @Override
  public String name() {
    return "RxJava hooks";
  }

  @Override
  public Undo install() {
    return RxContextHooks.install()::close;
  }
}
