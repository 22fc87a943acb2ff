package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random tasks that fail, within each other too, with errors that they share, and report errors
 * themselves. Whoever throws or reports says first under which context the handler has to hear it.
 * In the long mode, {@code -Dbaton.long=1000000}, a million tasks on each scheduler.
 */
@ExtendWith(CleanRx.class)
@Tag("slot")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class FailedTasksModelTest {
  private static final int TASKS = Integer.getInteger("baton.long", 300);
  private static final int AT_ONCE = 100;

  /** Prints nothing into the log of the build, and reaches the handler as it is. */
  private static final class Quiet extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Quiet(Throwable cause) {
      super("on purpose", cause);
    }

    @Override
    public void printStackTrace() {}
  }

  private static final List<Throwable> SHARED =
      List.of(
          new ArithmeticException("on purpose"),
          new Quiet(null),
          new UndeliverableException(new Quiet(null)),
          new AssertionError("on purpose"));

  private final ThreadLocal<String> expected = ThreadLocal.withInitial(() -> "none");

  /** How many reports of a scheduled task are still to come on this thread. */
  private final ThreadLocal<Runnable> reported = ThreadLocal.withInitial(() -> () -> {});

  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final AtomicInteger handled = new AtomicInteger();
  private final Thread.UncaughtExceptionHandler uncaught =
      Thread.getDefaultUncaughtExceptionHandler();
  private RxContextHooks hooks;

  @BeforeEach
  void install() {
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
    RxJavaPlugins.setErrorHandler(this::handle);
    hooks = RxContextHooks.install();
  }

  @AfterEach
  void close() {
    hooks.close();
    RxJavaPlugins.setErrorHandler(null);
    Thread.setDefaultUncaughtExceptionHandler(uncaught);
  }

  private void handle(Throwable error) {
    handled.incrementAndGet();
    look("handler of " + error);
    reported.get().run();
    if (error instanceof Quiet quiet && handled.get() % 3 == 0) {
      throw quiet;
    }
  }

  private void look(String where) {
    if (!String.valueOf(currentName()).equals(expected.get())) {
      wrong.add(where + ": " + currentName() + " instead of " + expected.get());
    }
  }

  private enum How {
    DIRECTLY,
    LATER,
    PERIODICALLY,
    ON_A_WORKER,
    LATER_ON_A_WORKER,
    PERIODICALLY_ON_A_WORKER;

    /** Returns what the task leaves to be disposed of. */
    Disposable schedule(Scheduler scheduler, Runnable task) {
      if (!isOnAWorker()) {
        return switch (this) {
          case LATER -> scheduler.scheduleDirect(task, 1, TimeUnit.MICROSECONDS);
          case PERIODICALLY ->
              scheduler.schedulePeriodicallyDirect(task, 0, 1, TimeUnit.MICROSECONDS);
          default -> scheduler.scheduleDirect(task);
        };
      }
      Scheduler.Worker worker = scheduler.createWorker();
      Disposable unused =
          switch (this) {
            case LATER_ON_A_WORKER -> worker.schedule(task, 1, TimeUnit.MICROSECONDS);
            case PERIODICALLY_ON_A_WORKER ->
                worker.schedulePeriodically(task, 0, 1, TimeUnit.MICROSECONDS);
            default -> worker.schedule(task);
          };
      return worker;
    }

    private boolean isOnAWorker() {
      return switch (this) {
        case DIRECTLY, LATER, PERIODICALLY -> false;
        case ON_A_WORKER, LATER_ON_A_WORKER, PERIODICALLY_ON_A_WORKER -> true;
      };
    }

    /** RxJava has one task in another at times, and then both say so. */
    int reports(SchedulerKind kind) {
      return switch (kind) {
        case IO, NEW_THREAD -> isOnAWorker() ? 1 : 2;
        case EXECUTOR, INTERRUPTIBLE_EXECUTOR -> this == LATER || this == PERIODICALLY ? 2 : 1;
        default -> 1;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRAMPOLINE", "TEST"})
  void everyReportIsHandledUnderTheContextOfWhatFailed(SchedulerKind kind) {
    Random random = new Random(42);
    try (SchedulerKind.Bench bench = kind.open()) {
      List<Scheduler> schedulers = List.of(bench.raw(), ContextSchedulers.wrap(bench.raw()));
      for (int done = 0; done < TASKS; done += AT_ONCE) {
        CompositeDisposable left = new CompositeDisposable();
        CountDownLatch reports = new CountDownLatch(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
          How how = How.values()[random.nextInt(How.values().length)];
          AtomicInteger toCome = new AtomicInteger(how.reports(kind));
          Runnable counting =
              () -> {
                if (toCome.decrementAndGet() == 0) {
                  reports.countDown();
                }
              };
          Body body = new Body(random.nextLong(), "task " + i, counting);
          Scheduler scheduler = schedulers.get(random.nextInt(2));
          try (Scope scope = named(body.name).makeCurrent()) {
            left.add(how.schedule(scheduler, body));
          }
        }
        Calls.await(reports);
        left.dispose();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(handled.get()).isGreaterThan(TASKS);
  }

  /** A task that fails in the end. */
  private final class Body implements Runnable {
    private final Random random;
    private final String name;
    private final Runnable onReport;

    Body(long seed, String name, Runnable onReport) {
      this.random = new Random(seed);
      this.name = name;
      this.onReport = onReport;
    }

    @Override
    public void run() {
      reported.set(() -> {});
      expected.set(name);
      look("body");
      for (int i = random.nextInt(3); i > 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> RxJavaPlugins.onError(any());
          case 1 -> under("chain of " + name, () -> Flowable.error(any()).subscribe());
          case 2 -> under(null, () -> RxJavaPlugins.onError(any()));
          default -> failWithin();
        }
        expected.set(name);
        look("body goes on");
      }
      reported.set(onReport);
      throw Body.<RuntimeException>sneaky(any());
    }

    private void failWithin() {
      Scheduler scheduler =
          random.nextBoolean() ? Schedulers.trampoline() : Schedulers.from(Runnable::run);
      Body inner = new Body(random.nextLong(), name.length() < 20 ? name + "+" : name, () -> {});
      try {
        under(inner.name, () -> How.DIRECTLY.schedule(scheduler, inner));
      } catch (Throwable t) {
        expected.set(name);
        if (random.nextBoolean()) {
          RxJavaPlugins.onError(t);
        }
        if (random.nextBoolean()) {
          reported.set(onReport);
          throw Body.<RuntimeException>sneaky(t);
        }
      }
    }

    private void under(String other, Runnable action) {
      Context context = other == null ? Context.root() : named(other);
      try (Scope scope = context.makeCurrent()) {
        expected.set(String.valueOf(other));
        action.run();
      }
    }

    private Throwable any() {
      int choice = random.nextInt(SHARED.size() + 1);
      return choice < SHARED.size() ? SHARED.get(choice) : new Quiet(SHARED.get(0));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X sneaky(Throwable t) throws X {
      throw (X) t;
    }
  }
}
