package dev.baton.provider;

import dev.baton.context.audit.Audit;
import dev.baton.context.storage.StorageInstaller;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/**
 * Gives OpenTelemetry Baton's context storage, where there is no {@code main} method to call {@code
 * Baton.install()} in: in a WAR, or in tests. OpenTelemetry finds it by its service file. The hooks
 * of Baton's modules are {@code Baton.install()}'s, early or late.
 */
public final class BatonStorageProvider implements ContextStorageProvider {

  /** For the service loader. */
  public BatonStorageProvider() {}

  @Override
  public ContextStorage get() {
    Audit.startIfAsked();
    return StorageInstaller.provide();
  }
}
