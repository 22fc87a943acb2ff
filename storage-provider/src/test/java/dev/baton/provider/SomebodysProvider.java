package dev.baton.provider;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** Somebody else's, on the class path of some of the programs. */
public final class SomebodysProvider implements ContextStorageProvider {

  /** For the service loader. */
  public SomebodysProvider() {}

  @Override
  public ContextStorage get() {
    return new SomebodysStorage();
  }

  private static final class SomebodysStorage implements ContextStorage {
    private final ContextStorage storage = ContextStorage.defaultStorage();

    @Override
    public Scope attach(Context context) {
      return storage.attach(context);
    }

    @Override
    public @Nullable Context current() {
      return storage.current();
    }
  }
}
