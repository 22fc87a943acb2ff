package dev.baton.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Baton;
import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A web application that is redeployed leaves nothing behind on the server's threads. */
final class RedeploymentTest {

  /** Has a copy of our classes and of OpenTelemetry's, as from WEB-INF/lib. */
  private static final class ApplicationLoader extends URLClassLoader {
    ApplicationLoader() {
      super(
          Stream.of(WebApplication.class, BatonStorageProvider.class, Baton.class, Context.class)
              .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
              .toArray(URL[]::new));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.baton.") && !name.startsWith("io.opentelemetry.context.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }

  @Test
  void loaderIsCollectedThoughTheServersThreadsLive() throws Exception {
    try (LogCapture log = LogCapture.start();
        ExecutorService serversPool = Executors.newSingleThreadExecutor()) {
      for (int deployment = 0; deployment < 2; deployment++) {
        Garbage.awaitCollected(deploy(serversPool));
      }
    }
  }

  private static WeakReference<ClassLoader> deploy(Executor serversPool) throws Exception {
    try (ApplicationLoader loader = new ApplicationLoader()) {
      Class<?> type = loader.loadClass(WebApplication.class.getName());
      assertThat(type.getClassLoader()).isSameAs(loader);
      @SuppressWarnings("unchecked")
      Function<Executor, String> application =
          (Function<Executor, String>) type.getDeclaredConstructor().newInstance();
      assertThat(application.apply(serversPool)).isEqualTo("INSTALLED");
      return new WeakReference<>(loader);
    }
  }
}
