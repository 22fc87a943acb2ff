package dev.baton.benchmarks;

import dev.baton.context.Baton;
import dev.baton.context.audit.Audit;
import dev.baton.context.storage.ContextThread;
import dev.baton.executors.ContextThreads;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Puts the storage in place that the case asks for, and makes sure that it and the thread are the
 * ones that are meant.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public abstract class ContextState {
  Body body = new Body();

  Context outer;
  private Context kept;
  private @Nullable Scope outerScope;

  @Setup(Level.Trial)
  public final void setUp() throws Exception {
    String peer = peer();
    checkThread(peer);
    installStorage(peer); // before anything has used a context
    kept = anew();
    outer = Context.root().with(Body.KEY, "outer");
    prepare(peer);
  }

  /** What the benchmark needs beyond the storage. */
  abstract void prepare(String peer) throws Exception;

  @TearDown(Level.Trial)
  public final void tearDown() {
    finish();
    leaveOuter();
  }

  /** Looks whether all is still as it was prepared. */
  void finish() {}

  /**
   * The value of the state's parameter {@code peer}. Each state lists what is offered there, and
   * refuses all else.
   */
  private String peer() throws IllegalAccessException {
    for (Class<?> type = getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Param listed = field.getAnnotation(Param.class);
        if (listed != null && field.getName().equals("peer")) {
          field.setAccessible(true);
          String peer = (String) field.get(this);
          List<String> offered = List.of(listed.value());
          if (!offered.contains(peer)) {
            throw new IllegalArgumentException(
                type.getSimpleName() + " does not offer peer=" + peer + ", only " + offered);
          }
          return peer;
        }
      }
    }
    throw new IllegalStateException("no parameter 'peer' in " + getClass());
  }

  private static void checkThread(String peer) {
    boolean own = Thread.currentThread() instanceof ContextThread;
    if (own != peer.equals(HotPath.BATON_OWN_THREAD)) {
      throw new IllegalStateException(
          "wrong kind of thread for %s: %s; %s starts JMH with the right one"
              .formatted(peer, Thread.currentThread(), Main.class.getName()));
    }
  }

  private void installStorage(String peer) {
    boolean ours =
        peer.startsWith(HotPath.BATON) && !peer.equals(HotPath.BATON_OPEN_TELEMETRY_STORAGE);
    boolean audited = peer.equals(HotPath.BATON_AUDITED);
    if (audited) {
      Audit.start();
    }
    if (ours) {
      Baton.install();
    }
    if (isForeign()) {
      ContextStorage.addWrapper(ForeignStorageBenchmark.PassingOn::new);
      expect("PassingOn", ContextStorage.get());
    } else {
      String storage = ours ? "SlotStorage" : "ThreadLocalContextStorage";
      expect(audited ? "AuditStorage" : storage, ContextStorage.get());
    }
  }

  /** Whether somebody has put a storage of theirs on top. */
  boolean isForeign() {
    return false;
  }

  private static void expect(String simpleName, Object actual) {
    if (!actual.getClass().getSimpleName().equals(simpleName)) {
      throw new IllegalStateException("expected a " + simpleName + ", not " + actual);
    }
  }

  static Context anew() {
    return Context.root().with(Body.KEY, Body.VALUE);
  }

  /**
   * The context of one operation: always the same one, which is as old as the slot that it is
   * written to, or a new one each time, as in a program where every request has its own. Then each
   * write is of a young object into an old one, the expensive case of G1's write barrier (a memory
   * fence).
   */
  final Context context(boolean fresh) {
    return fresh ? anew() : kept;
  }

  /**
   * Runs this many times on each kind of thread there is, by turns, so that the compiler has seen
   * them all and none as a rarity, as in a program that has them all. The same for every storage.
   */
  static void onEveryKindOfThread(Runnable workload) throws Exception {
    ForkJoinPool forkJoin = new ForkJoinPool(1, ContextThreads.forkJoinFactory(), null, false);
    try (ExecutorService foreign = Executors.newSingleThreadExecutor();
        ExecutorService own =
            Executors.newSingleThreadExecutor(ContextThreads.poolFactory("own-"));
        forkJoin) {
      Runnable batch =
          () -> {
            for (int i = 0; i < 100; i++) {
              workload.run();
            }
          };
      for (int turn = 0; turn < 300; turn++) {
        for (ExecutorService threads : List.of(foreign, own, forkJoin)) {
          threads.submit(batch).get();
        }
      }
    }
  }

  /** Opens a scope that stays open for the whole measurement. */
  @SuppressWarnings("MustBeClosedChecker") // leaveOuter closes it
  final void enterOuter() {
    outerScope = outer.makeCurrent();
  }

  private void leaveOuter() {
    if (outerScope != null) {
      checkCurrent(outer);
      outerScope.close();
    }
    checkCurrent(Context.root());
  }

  /** Moves all that there is into the old generation, side by side. */
  static void promote() {
    System.gc();
  }

  /** Fails unless this is what is current now. */
  static void checkCurrent(Context expected) {
    if (Context.current() != expected) {
      throw new IllegalStateException(Context.current() + " is current, not " + expected);
    }
  }
}
