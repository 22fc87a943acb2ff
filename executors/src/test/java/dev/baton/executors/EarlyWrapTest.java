package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wrappers that are made before somebody else has set up the context storage. */
@Tag("default") // brings its own
final class EarlyWrapTest {

  @Test
  void executorsWrappedInAStaticInitialiserLeaveRoomForStorageWrappers() throws Exception {
    try (URLClassLoader fresh =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Callable<?> program =
          (Callable<?>)
              fresh.loadClass(Program.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(program.call()).isEqualTo("wrapper heard 2, task saw A");
    }
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(
            entry -> {
              try {
                return new File(entry).toURI().toURL();
              } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
              }
            })
        .toArray(URL[]::new);
  }

  /** A program that starts in the unlucky order. */
  public static final class Program implements Callable<String> {
    private static final ExecutorService POOL =
        ContextExecutors.wrap(
            Executors.newFixedThreadPool(1, ContextThreads.poolFactory("early-")));

    @Override
    public String call() throws Exception {
      AtomicInteger heard = new AtomicInteger();
      ContextStorage.addWrapper(
          storage ->
              new ContextStorage() {
                @Override
                public Scope attach(Context context) {
                  heard.incrementAndGet();
                  return storage.attach(context);
                }

                @Override
                public Context current() {
                  return storage.current();
                }
              });
      String seen;
      try (POOL;
          Scope scope = named("A").makeCurrent()) {
        seen = POOL.submit(TestContexts::currentName).get();
      }
      return "wrapper heard " + heard + ", task saw " + seen;
    }
  }
}
