package dev.baton.spring;

import dev.baton.context.audit.Audit;
import dev.baton.context.storage.StorageInstaller;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistryInitializer;

/**
 * Puts the context storage in place before Boot does anything: an auto-configuration comes after
 * the first use of a context, and Micrometer's storage wrapper is added when the application
 * starts. What else is installed waits until the properties are known: {@link BatonEnvironment}.
 */
final class BatonBootstrap implements BootstrapRegistryInitializer {

  BatonBootstrap() {} // by META-INF/spring.factories

  @Override
  public void initialize(BootstrapRegistry registry) {
    installStorage();
  }

  static void installStorage() {
    if (!"false".equalsIgnoreCase(property())) {
      Audit.startIfAsked();
      StorageInstaller.install();
    }
  }

  /** All there is of properties by now. */
  private static @Nullable String property() {
    String property = System.getProperty("baton.enabled");
    return property == null ? System.getenv("BATON_ENABLED") : property;
  }
}
