package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.LeakingProgram;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.Garbage;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that is unloaded, as in an application server, leaves none of itself behind. */
@Tag("slot")
class ClassLoaderLeakTest {

  /** Has a copy of our classes and of OpenTelemetry's. */
  private static final class ProgramLoader extends URLClassLoader {
    ProgramLoader() {
      super(
          Stream.of(LeakingProgram.class, Baton.class, Context.class)
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
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL"})
  void loaderIsCollectedThoughAThreadItsTasksRanOnLives(ThreadKind kind) throws Exception {
    collects(kind, LeakingProgram.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL"})
  void loaderIsCollectedThoughAThreadHasAScopeThatIsNeverClosed(ThreadKind kind) throws Exception {
    collects(kind, LeakingProgram.LeavingAScopeOpen.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL"})
  void loaderIsCollectedThoughAThreadNeverReadsThatItsScopeWasClosedElsewhere(ThreadKind kind)
      throws Exception {
    collects(kind, LeakingProgram.ClosingElsewhere.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL"})
  void loaderIsCollectedThoughAThreadHasAnAttachmentThatIsNeverRestored(ThreadKind kind)
      throws Exception {
    collects(kind, LeakingProgram.NeverRestoring.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL"})
  void loaderIsCollectedThoughAThreadHadAnAttachmentThatWasRestored(ThreadKind kind)
      throws Exception {
    collects(kind, LeakingProgram.Restoring.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL"})
  void loaderIsCollectedThoughNothingWasInstalled(ThreadKind kind) throws Exception {
    collects(kind, LeakingProgram.WithoutInstall.class);
  }

  private static void collects(ThreadKind kind, Class<?> program) throws Exception {
    try (LogCapture log = LogCapture.start();
        ExecutorService pool = kind.newWorker()) {
      Thread before = Calls.call(pool, Thread::currentThread);
      WeakReference<ClassLoader> loader = runInALoaderOfItsOwn(program, pool);
      Garbage.awaitCollected(loader);
      assertThat(Calls.<Thread>call(pool, Thread::currentThread)).isSameAs(before);
    }
  }

  private static WeakReference<ClassLoader> runInALoaderOfItsOwn(Class<?> type, Executor pool)
      throws IOException, ReflectiveOperationException {
    try (ProgramLoader loader = new ProgramLoader()) {
      Class<?> program = loader.loadClass(type.getName());
      assertThat(program.getClassLoader()).isSameAs(loader);
      @SuppressWarnings("unchecked")
      Consumer<Executor> leaking =
          (Consumer<Executor>) program.getDeclaredConstructor().newInstance();
      leaking.accept(pool);
      Calls.run(pool, () -> {}); // while classes can still be loaded
      return new WeakReference<>(loader);
    }
  }
}
