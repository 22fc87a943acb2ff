package dev.baton.rx;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Each test starts without hooks (those of the storage's {@code Baton.install()} are closed) and
 * must leave none; RxJava's own threads end with it.
 */
final class CleanRx implements BeforeEachCallback, AfterEachCallback {

  @Override
  public void beforeEach(ExtensionContext test) {
    RxContextHooks.install().close();
    RxJavaPlugins.reset();
    Schedulers.start();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    List<String> left = installed();
    RxContextHooks.install().close();
    RxJavaPlugins.reset();
    Schedulers.shutdown();
    if (!left.isEmpty()) {
      throw new AssertionError("The test left hooks: " + left);
    }
  }

  /** The hooks that are set in {@link RxJavaPlugins}, by the names of their getters. */
  static List<String> installed() {
    List<String> names = new ArrayList<>();
    for (Method method : RxJavaPlugins.class.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && method.getName().startsWith("get")
          && method.getParameterCount() == 0
          && valueOf(method) != null) {
        names.add(method.getName());
      }
    }
    return names;
  }

  private static Object valueOf(Method getter) {
    try {
      return getter.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(getter.toString(), e);
    }
  }
}
