package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which types {@link Propagation#proxy} takes. */
class ProxiedTypeTest {
  private static final Propagation FIXED = Propagation.fixed(named("A"));

  interface Hidden {
    String see();
  }

  /** Has a method that only this package may call. */
  public interface Shown extends Hidden {}

  private static final class Seeing implements Shown {
    @Override
    public String see() {
      return currentName();
    }
  }

  sealed interface Sealed permits Only {}

  record Only() implements Sealed {}

  @Test
  void interfaceOfAPackageAndAPublicOneThatExtendsIt() {
    assertThat(FIXED.proxy(Hidden.class, new Seeing()).see()).isEqualTo("A");
    assertThat(FIXED.proxy(Shown.class, new Seeing()).see()).isEqualTo("A");
  }

  @Test
  void interfaceOfTheJdk() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    Thread.UncaughtExceptionHandler handler =
        FIXED.proxy(Thread.UncaughtExceptionHandler.class, (t, e) -> seen.set(currentName()));
    handler.uncaughtException(Thread.currentThread(), new Exception("on purpose"));
    assertThat(seen).hasValue("A");
    Callable<?> callable = FIXED.proxy(Callable.class, () -> currentName());
    assertThat(callable.call()).isEqualTo("A");
  }

  @Test
  @SuppressWarnings("unchecked")
  void interfaceThatDeclaresTheMethodsOfObjectAnew() {
    Comparator<String> target = Comparator.naturalOrder();
    Comparator<String> proxy = FIXED.proxy(Comparator.class, target);
    assertThat(proxy.compare("a", "b")).isNegative();
    assertThat(proxy.reversed().compare("a", "b")).isPositive();
    assertThat(proxy).isEqualTo(FIXED.proxy(Comparator.class, target)).isNotEqualTo(target);
  }

  /** Defines the classes of this test anew. */
  private static final class Again extends ClassLoader {
    Again() {
      super(ProxiedTypeTest.class.getClassLoader());
    }

    Class<?> define(Class<?> type) throws Exception {
      return define(bytes(type));
    }

    private Class<?> define(byte[] code) {
      return defineClass(null, code, 0, code.length);
    }
  }

  private static byte[] bytes(Class<?> type) throws Exception {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void interfaceOfAnotherClassLoader() throws Exception {
    Again loader = new Again();
    Class<?> hidden = loader.define(Hidden.class);
    loader.define(Shown.class);
    Class<?> seeing = loader.define(Seeing.class);
    assertThat(hidden).isNotEqualTo(Hidden.class);
    var constructor = seeing.getDeclaredConstructor();
    constructor.setAccessible(true);
    assertThat(see(hidden, constructor.newInstance())).isEqualTo("A");
  }

  private static <T> Object see(Class<T> type, Object target) throws Exception {
    T proxy = FIXED.proxy(type, type.cast(target));
    assertThat(Proxy.isProxyClass(proxy.getClass())).isTrue();
    Method see = type.getMethod("see");
    see.setAccessible(true);
    return see.invoke(proxy);
  }

  @Test
  void classIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIXED.proxy(Seeing.class, new Seeing()))
        .withMessage(Seeing.class.getName() + " is not an interface");
  }

  @Test
  void sealedInterfaceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIXED.proxy(Sealed.class, new Only()))
        .withMessageContaining(Sealed.class.getName() + " is sealed");
  }

  @Test
  @SuppressWarnings("unchecked")
  void hiddenInterfaceIsRefused() throws Exception {
    Class<?> hidden =
        MethodHandles.lookup().defineHiddenClass(bytes(Hidden.class), false).lookupClass();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIXED.proxy((Class<Object>) hidden, new Object()))
        .withMessageContaining(hidden.getName() + " is hidden");
  }

  @Test
  @SuppressWarnings("unchecked")
  void interfaceInAClosedPackageIsRefused() throws Exception {
    Class<?> closed = Class.forName("jdk.internal.access.JavaLangAccess");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIXED.proxy((Class<Object>) closed, new Object()))
        .withMessageContaining(closed.getName())
        .withMessageContaining("not open");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void targetOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> FIXED.proxy((Class) Runnable.class, "a text"))
        .isInstanceOf(ClassCastException.class);
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> FIXED.proxy(null, "a text"))
        .withMessage("type");
    assertThatNullPointerException()
        .isThrownBy(() -> FIXED.proxy(Runnable.class, null))
        .withMessage("target");
  }
}
