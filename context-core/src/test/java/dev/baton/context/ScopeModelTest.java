package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.storage.Attachment;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.LogCapture;
import dev.baton.context.testing.StorageUnderTest;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs of scopes, tasks and attachments, on one thread and with another one that
 * interferes, against a model that is nothing but a list. What a program does depends on the
 * storage: on ours it may do anything, on others what those forgive.
 *
 * <p>{@code -Dbaton.long=10000000} runs that many steps for each kind of thread.
 */
class ScopeModelTest {
  private static final long STEPS = Long.getLong("baton.long", 60_000);
  private static final long STEPS_AT_A_TIME = 30_000;
  private static final int LONGEST_FRAME = 60;
  private static final int PROGRAMS_OF_A_LENGTH = 3000;
  private static final int DEEPEST_TASK = 4;
  private static final List<Context> SHARED = List.of(named("A"), named("B"), named("C"));

  private static final StorageUnderTest STORAGE = StorageUnderTest.current();
  private static final boolean OURS = STORAGE.isOurs();

  @ParameterizedTest
  @EnumSource
  @Timeout(3600) // in the long mode
  void currentContextIsAlwaysThatOfTheInnermostOpenScopeOrTask(ThreadKind kind) {
    long seed = new Random().nextLong();
    try (LogCapture ours = LogCapture.start();
        LogCapture openTelemetrys = LogCapture.start("io.opentelemetry.context");
        ExecutorService elsewhere = ThreadKind.PLATFORM.newWorker()) {
      for (long steps = 0; steps < STEPS; steps += STEPS_AT_A_TIME) {
        long first = seed + steps; // more seeds than are used
        kind.run(() -> runPrograms(first, elsewhere));
      }
    }
  }

  private static void runPrograms(long firstSeed, ExecutorService elsewhere) {
    long seed = firstSeed;
    for (long steps = 0; steps < STEPS_AT_A_TIME; seed++) {
      Program program = new Program(new Random(seed), LONGEST_FRAME, elsewhere);
      try {
        program.run();
      } catch (Throwable t) {
        throw shortest(seed, elsewhere, t);
      }
      steps += program.steps.size();
    }
  }

  /** A failure that a person can read: that of the shortest programs that fail. */
  private static AssertionError shortest(long seed, ExecutorService elsewhere, Throwable first) {
    for (int longest = 2; longest < LONGEST_FRAME; longest++) {
      for (int i = 0; i < PROGRAMS_OF_A_LENGTH; i++) {
        Program program = new Program(new Random(seed + i), longest, elsewhere);
        try {
          ThreadKind.PLATFORM.run(program::run);
        } catch (Throwable t) {
          return new AssertionError("program " + program.steps, t);
        }
      }
    }
    return new AssertionError("seed " + seed, first);
  }

  /** Something that made a context current. */
  private static final class Entry {
    final int number;
    final Context attached;
    Context context;
    boolean open = true;
    Scope scope;
    Attachment attachment;
    Context before; // of an attachment

    Entry(int number, Context context) {
      this.number = number;
      this.attached = context;
      this.context = context;
    }
  }

  private static final class ThrownByTheTask extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Program {
    final List<String> steps = new ArrayList<>();
    private final Random random;
    private final int longestFrame;
    private final ExecutorService elsewhere;
    private final List<Entry> stack = new ArrayList<>();
    private final List<Entry> scopes = new ArrayList<>(); // that may be closed
    private final List<Entry> attachments = new ArrayList<>(); // of the innermost task
    private int firstOfFrame; // in scopes: of the innermost task
    private int count;
    private int depth;

    Program(Random random, int longestFrame, ExecutorService elsewhere) {
      this.random = random;
      this.longestFrame = longestFrame;
      this.elsewhere = elsewhere;
    }

    void run() {
      steps();
      endFrame(0);
      check();
      assertThat(stack).isEmpty();
      assertThat(Context.current()).isSameAs(Context.root());
    }

    private void steps() {
      int length = random.nextInt(longestFrame);
      for (int i = 0; i < length; i++) {
        step();
        if (random.nextBoolean()) { // to read is a step of its own: it settles what waits
          check();
        }
      }
    }

    private void check() {
      steps.add("read");
      assertThat(Context.current()).isSameAs(current());
    }

    // The model

    private Context current() {
      return stack.isEmpty() ? Context.root() : stack.getLast().context;
    }

    private Entry push(Context context) {
      Entry entry = new Entry(count++, context);
      stack.add(entry);
      return entry;
    }

    private void close(Entry entry) {
      entry.open = false;
      while (!stack.isEmpty() && !stack.getLast().open) {
        stack.removeLast();
      }
    }

    /** Ends this and all that is above it. */
    private void unwind(Entry entry) {
      int index = stack.indexOf(entry);
      if (index >= 0) {
        stack.subList(index, stack.size()).forEach(above -> above.open = false);
        close(entry);
      }
    }

    // The steps

    private void step() {
      switch (random.nextInt(OURS ? 12 : 7)) {
        case 0, 1, 2 -> open();
        case 3, 4 -> closeHere();
        case 5 -> task();
        case 6 -> attachOrRestore();
        case 7 -> closeElsewhere();
        case 8 -> closeTwice();
        case 9 -> closeHereAndElsewhereAtOnce();
        case 10 -> restoreElsewhere();
        default -> openAndDrop();
      }
    }

    private Context context() {
      return random.nextInt(4) == 0 && OURS
          ? named("fresh")
          : SHARED.get(random.nextInt(SHARED.size()));
    }

    @SuppressWarnings("MustBeClosedChecker")
    private Entry openOne() {
      Context context = context();
      boolean changes = context != current();
      Scope scope = context.makeCurrent();
      Entry entry = changes ? push(context) : new Entry(count++, context);
      entry.scope = scope;
      steps.add("open " + entry.number + " " + context);
      return entry;
    }

    private void open() {
      scopes.add(openOne());
    }

    /** What is dropped goes with the task that is around it. */
    private void openAndDrop() {
      if (depth > 0) {
        steps.add("drop " + openOne().number);
      }
    }

    /** On ours any that was ever opened, or else the innermost; null if there is none to close. */
    private Entry someScope() {
      if (scopes.size() == (OURS ? 0 : firstOfFrame) || !attachmentsAreBeneath()) {
        return null;
      }
      int index = OURS ? random.nextInt(scopes.size()) : scopes.size() - 1;
      return wouldBeForgiven(scopes.get(index)) ? null : scopes.remove(index);
    }

    /**
     * If the context of what is closed out of turn is current by another scope, that one counts as
     * dropped. What programs are forgiven by that is tested elsewhere.
     */
    private boolean wouldBeForgiven(Entry entry) {
      return stack.contains(entry) && stack.getLast() != entry && entry.attached == current();
    }

    /** On other storages what is opened later is closed earlier, whatever it is. */
    private boolean attachmentsAreBeneath() {
      return OURS
          || attachments.isEmpty()
          || attachments.getLast().number < scopes.getLast().number;
    }

    private void closeHere() {
      Entry entry = someScope();
      if (entry != null) {
        steps.add("close " + entry.number);
        entry.scope.close();
        close(entry);
      }
    }

    private void closeTwice() {
      Entry entry = someScope();
      if (entry != null) {
        steps.add("close twice " + entry.number);
        entry.scope.close();
        entry.scope.close();
        close(entry);
      }
    }

    private void closeElsewhere() {
      Entry entry = someScope();
      if (entry != null) {
        steps.add("close elsewhere " + entry.number);
        Calls.run(elsewhere, entry.scope::close);
        close(entry);
      }
    }

    private void closeHereAndElsewhereAtOnce() {
      Entry entry = someScope();
      if (entry != null) {
        steps.add("close here and elsewhere " + entry.number);
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Void> other =
            CompletableFuture.runAsync(
                () -> {
                  ready.countDown();
                  entry.scope.close();
                },
                elsewhere);
        Calls.await(ready);
        entry.scope.close();
        Calls.get(other);
        close(entry);
      }
    }

    private void attachOrRestore() {
      if (attachments.isEmpty() || random.nextBoolean()) {
        Context context = context();
        Attachment attachment = BatonInternal.attach(Propagation.fixed(context).capture());
        Context before = current();
        Entry entry = push(context);
        entry.before = before;
        entry.attachment = attachment;
        attachments.add(entry);
        steps.add("attach " + entry.number + " " + context);
      } else if (OURS
          || scopes.size() == firstOfFrame
          || scopes.getLast().number < attachments.getLast().number) {
        Entry entry =
            OURS
                ? attachments.remove(random.nextInt(attachments.size()))
                : attachments.removeLast();
        steps.add("restore " + entry.number);
        restore(entry);
        if (OURS && random.nextBoolean()) {
          restore(entry);
        }
      }
    }

    private void restoreElsewhere() {
      if (!attachments.isEmpty()) {
        Entry entry = attachments.remove(random.nextInt(attachments.size()));
        steps.add("restore elsewhere " + entry.number);
        Context there = context();
        Calls.run(
            elsewhere,
            () -> {
              try (Scope scope = there.makeCurrent()) {
                entry.attachment.restore(entry.attached, this);
                assertThat(Context.current()).isSameAs(there);
              }
              assertThat(Context.current()).isSameAs(Context.root());
            });
        close(entry);
      }
    }

    private void task() {
      if (depth == DEEPEST_TASK) {
        return;
      }
      Context context = context();
      int outerFirst = firstOfFrame;
      List<Entry> outerAttachments = List.copyOf(attachments);
      firstOfFrame = scopes.size();
      attachments.clear();
      depth++;
      Entry entry = new Entry(count++, context);
      boolean leaks = STORAGE.allowsHostile() && random.nextInt(3) == 0;
      boolean fails = random.nextInt(4) == 0;
      Runnable body =
          () -> {
            stack.add(entry);
            steps.add("begin " + entry.number + " " + context);
            check();
            steps();
            if (!leaks) {
              endFrame(firstOfFrame);
            }
            steps.add(fails ? "fail" : "end");
            if (fails) {
              throw new ThrownByTheTask();
            }
          };
      try {
        Propagation.fixed(context).wrap(body).run();
      } catch (ThrownByTheTask expected) {
        assertThat(fails).isTrue();
      }
      unwind(entry);
      if (!OURS) {
        scopes.subList(firstOfFrame, scopes.size()).clear(); // those left open are not closed late
      }
      depth--;
      attachments.clear();
      attachments.addAll(outerAttachments);
      firstOfFrame = outerFirst;
    }

    /** Ends what the task began, the last one first. */
    private void endFrame(int first) {
      while (scopes.size() > first || !attachments.isEmpty()) {
        boolean scopeIsLater =
            attachments.isEmpty()
                || (scopes.size() > first
                    && scopes.getLast().number > attachments.getLast().number);
        Entry entry = scopeIsLater ? scopes.removeLast() : attachments.removeLast();
        steps.add("in turn " + entry.number);
        if (scopeIsLater) {
          entry.scope.close();
          close(entry);
        } else {
          restore(entry);
        }
      }
    }

    /** What has gone, and was attached anew, is off all the same. */
    private void restore(Entry entry) {
      entry.attachment.restore(entry.attached, this);
      if (stack.contains(entry)) {
        unwind(entry);
      } else if (!stack.isEmpty()
          && stack.getLast().attachment != null
          && stack.getLast().context == entry.attached) {
        stack.getLast().context = entry.before;
      }
    }
  }
}
