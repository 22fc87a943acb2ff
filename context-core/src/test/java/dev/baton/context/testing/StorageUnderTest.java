package dev.baton.context.testing;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.context.audit.Audit;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** The context storage of a test run, named by the system property {@code baton.test.storage}. */
public enum StorageUnderTest {
  SLOT("slot"),
  DEFAULT("default"),
  STRICT("strict"),
  SETTABLE("settable"),
  WRAPPER_AFTER("wrapper-after"),
  WRAPPER_BEFORE("wrapper-before"),
  AUDITED("audited");

  private final String property;

  StorageUnderTest(String property) {
    this.property = property;
  }

  /** The one of this JVM: {@link #SLOT} where none is named, as in an IDE. */
  public static StorageUnderTest current() {
    String name = System.getProperty("baton.test.storage", SLOT.property);
    return Arrays.stream(values())
        .filter(storage -> storage.property.equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalStateException("baton.test.storage=" + name));
  }

  /** Its name in the system property, and the tag of the tests that are for it. */
  public String property() {
    return property;
  }

  /** Whether tests may leave scopes open and close those of other threads. */
  public boolean allowsHostile() {
    return this != STRICT && this != SETTABLE;
  }

  /** Whether it is Baton's, with something on top or nothing. */
  public boolean isOurs() {
    return this == SLOT || this == WRAPPER_AFTER || this == AUDITED;
  }

  /** To be called before a context is used. */
  public void prepare() {
    switch (this) {
      case SLOT -> Baton.install();
      case AUDITED -> {
        Baton.install();
        Audit.start().everyStack();
      }
      case WRAPPER_AFTER -> {
        Baton.install();
        ContextStorage.addWrapper(CountingStorage::new);
      }
      case WRAPPER_BEFORE -> {
        ContextStorage.addWrapper(CountingStorage::new);
        Baton.install();
      }
      case DEFAULT, STRICT, SETTABLE -> {} // by system property and class path
    }
  }

  private void verify() {
    ContextStorage storage = ContextStorage.get();
    boolean asNamed =
        switch (this) {
          case SLOT -> isSlots(storage) && state() == Installation.State.INSTALLED;
          case DEFAULT -> storage == ContextStorage.defaultStorage();
          case STRICT -> storage.getClass().getSimpleName().equals("StrictContextStorage");
          case SETTABLE -> storage.getClass().getName().contains("SettableContextStorage");
          case WRAPPER_AFTER ->
              storage instanceof CountingStorage wrapper
                  && isSlots(wrapper.delegate)
                  && state() == Installation.State.INSTALLED;
          case WRAPPER_BEFORE ->
              storage instanceof CountingStorage wrapper
                  && wrapper.delegate == ContextStorage.defaultStorage()
                  && state() == Installation.State.NOT_INSTALLED;
          case AUDITED ->
              storage.toString().startsWith("AuditStorage[dev.baton.context.storage.SlotStorage")
                  && state() == Installation.State.INSTALLED;
        };
    if (!asNamed) {
      throw new IllegalStateException("To be tested with " + this + ", but there is " + storage);
    }
  }

  private static boolean isSlots(ContextStorage storage) {
    return storage.getClass().getSimpleName().equals("SlotStorage");
  }

  private static Installation.State state() {
    return Baton.install().steps().get(0).state();
  }

  /** Prepares the storage before the first test is so much as discovered. */
  public static final class Preparation implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
      current().prepare();
      current().verify();
    }
  }

  /** Somebody's wrapper, which must hear of every attachment. */
  public static final class CountingStorage implements ContextStorage {
    private static final AtomicLong ATTACHED = new AtomicLong();

    private final ContextStorage delegate;

    CountingStorage(ContextStorage delegate) {
      this.delegate = delegate;
    }

    /** How many times a context was attached in this JVM. */
    public static long attached() {
      return ATTACHED.get();
    }

    @Override
    public Scope attach(Context context) {
      ATTACHED.incrementAndGet();
      return delegate.attach(context);
    }

    @Override
    public Context current() {
      return delegate.current();
    }

    @Override
    public Context root() {
      return delegate.root();
    }
  }
}
