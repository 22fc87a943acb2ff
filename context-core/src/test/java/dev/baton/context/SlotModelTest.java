package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random use of the storage against a model of it that is nothing but lists. */
@Tag("slot")
class SlotModelTest {
  private static final int SEQUENCES = 3000;
  private static final int STEPS = 40;
  private static final List<Context> SHARED = List.of(named("A"), named("B"), named("C"));
  private static final SlotStorage SLOTS = SlotStorage.INSTANCE;

  private ExecutorService elsewhere;

  @BeforeEach
  void openThread() {
    elsewhere = ThreadKind.PLATFORM.newWorker();
  }

  @AfterEach
  void closeThread() {
    elsewhere.close();
  }

  /** How a task's context comes on. */
  enum Boundary {
    /** As it does when nothing is on top of our storage. */
    DIRECT,
    /** As it does below somebody's wrapper. */
    BY_ATTACHING
  }

  @ParameterizedTest
  @EnumSource
  void innermostOpenScopeIsCurrent(Boundary boundary) {
    runAll(boundary, false, false);
  }

  @ParameterizedTest
  @EnumSource
  void lateCloseOfALeakedScopeDoesNothing(Boundary boundary) {
    runAll(boundary, true, false);
  }

  @ParameterizedTest
  @EnumSource
  void scopesClosedOnAnotherThreadGoAtTheNextOccasion(Boundary boundary) {
    runAll(boundary, false, true);
  }

  @ParameterizedTest
  @EnumSource
  void lateCloseOnAnotherThreadDoesNothing(Boundary boundary) {
    runAll(boundary, true, true);
  }

  private void runAll(Boundary boundary, boolean closesLate, boolean closesElsewhere) {
    ThreadKind.PLATFORM.run(() -> runHere(boundary, closesLate, closesElsewhere));
  }

  private void runHere(Boundary boundary, boolean closesLate, boolean closesElsewhere) {
    long first = new Random().nextLong();
    for (long seed = first; seed < first + SEQUENCES; seed++) {
      List<String> steps = new ArrayList<>();
      try (LogCapture log = LogCapture.start()) {
        new Sequence(boundary, closesLate, closesElsewhere, new Random(seed), steps).run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + steps, e);
      }
    }
  }

  /** A scope, and what is known of it. */
  private static final class Opened {
    final int number;
    final Scope scope;
    final Context context;
    boolean open = true;

    Opened(int number, Scope scope, Context context) {
      this.number = number;
      this.scope = scope;
      this.context = context;
    }
  }

  /** A task, or the thread without one. */
  private static final class Task {
    final Context context;
    final List<Opened> scopes = new ArrayList<>();
    int level;
    Object before;

    Task(Context context) {
      this.context = context;
    }

    /** The innermost open scope, or null. */
    Opened innermost() {
      return scopes.reversed().stream().filter(scope -> scope.open).findFirst().orElse(null);
    }

    Context current() {
      Opened innermost = innermost();
      return innermost == null ? context : innermost.context;
    }
  }

  private final class Sequence {
    private final Boundary boundary;
    private final boolean closesLate;
    private final boolean closesElsewhere;
    private final Random random;
    private final List<String> steps;
    private final Object slot = Slot.ofCurrentThread();
    private final List<Task> tasks = new ArrayList<>(List.of(new Task(null)));
    private final List<Opened> closable = new ArrayList<>();
    private boolean stale; // of a scope closed elsewhere it is not known yet here
    private int count;

    Sequence(
        Boundary boundary,
        boolean closesLate,
        boolean closesElsewhere,
        Random random,
        List<String> steps) {
      this.boundary = boundary;
      this.closesLate = closesLate;
      this.closesElsewhere = closesElsewhere;
      this.random = random;
      this.steps = steps;
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
        check();
      }
      while (tasks.size() > 1) {
        exit();
        check();
      }
      closable.forEach(this::close);
      SLOTS.attach(SHARED.get(0)).close(); // the next occasion
      assertThat(SLOTS.current()).isNull();
      assertThat(Slot.level(slot)).isZero();
      assertThat(Slot.hasClosed(slot)).isFalse();
    }

    private void step() {
      int choice = random.nextInt(10);
      if (choice < 4 || closable.isEmpty()) {
        attach();
      } else if (choice < 8) {
        Opened scope = closable.get(random.nextInt(closable.size()));
        if (closesElsewhere && random.nextInt(4) == 0) {
          closeElsewhere(scope);
        } else {
          close(scope);
        }
      } else if (choice == 8 && tasks.size() < 5) {
        enter();
      } else if (tasks.size() > 1) {
        exit();
      }
    }

    private void check() {
      if (!stale) {
        assertThat(SLOTS.current()).isSameAs(tasks.getLast().current());
      }
    }

    private Context context() {
      return SHARED.get(random.nextInt(SHARED.size()));
    }

    private void attach() {
      Context context = context();
      Opened opened = new Opened(count++, SLOTS.attach(context), context);
      tasks.getLast().scopes.add(opened);
      closable.add(opened);
      stale = false;
      steps.add("attach " + opened.number + " " + context);
    }

    private void close(Opened opened) {
      steps.add("close " + opened.number);
      stale &= !opened.open;
      opened.scope.close();
      opened.open = false;
    }

    private void closeElsewhere(Opened opened) {
      steps.add("close elsewhere " + opened.number);
      stale |= opened == tasks.getLast().innermost();
      Calls.run(elsewhere, opened.scope::close);
      opened.open = false;
    }

    private void enter() {
      Task task = new Task(context());
      steps.add("enter " + task.context);
      if (boundary == Boundary.DIRECT) {
        task.level = Slot.level(slot);
        task.before = Slot.enter(slot, task.level, task.context);
      } else {
        task.before = SLOTS.attach(task.context);
        task.level = Slot.level(slot);
      }
      tasks.add(task);
      stale = false;
    }

    private void exit() {
      steps.add("exit");
      Task task = tasks.removeLast();
      Context leaked;
      if (boundary == Boundary.DIRECT) {
        leaked = SlotStorage.exit(slot, task.level, (Context) task.before);
      } else {
        leaked = SlotStorage.unwindTo(slot, task.level, task.context);
        ((Scope) task.before).close();
      }
      Opened innermost = task.innermost();
      assertThat(leaked).isSameAs(innermost == null ? null : innermost.context);
      task.scopes.forEach(scope -> scope.open = false);
      if (!closesLate) {
        closable.removeAll(task.scopes);
      }
      stale = false;
    }
  }
}
