package dev.baton.fuzz;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A block as a task or a function, of whatever kind a boundary takes: what it is to see, and how
 * often it is to run. A listener is to hear of this very object, or of a {@link View} of it.
 */
@SuppressWarnings("overloads") // nobody composes it
final class Body
    implements Runnable,
        Callable<Object>,
        Supplier<Object>,
        Function<Object, Object>,
        Consumer<Object>,
        BiConsumer<Object, Object>,
        View {

  private final Frame parent;
  private final String name;
  private final Step.Block block;
  private final State expected;
  final boolean heard;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int leastRuns = 1;
  private int mostRuns = 1;
  private int submissions = 1;
  private boolean cancellable;
  private boolean rejected;
  private boolean stopsByFailing;

  Body(Frame parent, String name, Step.Block block, State expected, boolean heard) {
    this.parent = parent;
    this.name = name;
    this.block = block;
    this.expected = expected;
    this.heard = heard;
  }

  /** Is to run so many times, for one submission. */
  Body times(int times) {
    leastRuns = times;
    mostRuns = times;
    return this;
  }

  /** Is not to run at all, since what it depends on fails. */
  Body unless(boolean failed) {
    return failed ? times(0) : this;
  }

  /** Is submitted, and runs, so many times. */
  Body submitted(int number) {
    submissions = number;
    return times(number);
  }

  /** May be cancelled, and then does not run, or a listener does not hear that it does. */
  Body cancellable() {
    leastRuns = 0;
    cancellable = true;
    return this;
  }

  /** Is refused when it is submitted. */
  Body rejected() {
    rejected = true;
    return times(0);
  }

  /** Is cancelled before it begins. */
  Body dropped() {
    cancellable = true;
    return times(0);
  }

  /** A periodic task ends by itself only if it throws. */
  Body stoppingAfter(int runs) {
    stopsByFailing = true;
    return times(runs);
  }

  boolean fails() {
    return block.ending().isFailure();
  }

  @Override
  public Body body() {
    return this;
  }

  @Override
  public void run() {
    int run = begun.incrementAndGet();
    try {
      new Frame(parent, expected).run(block);
      if (stopsByFailing && run == mostRuns) {
        throw new Locals.Thrown(false);
      }
    } finally {
      if (ended.incrementAndGet() == leastRuns) {
        done.complete(null);
      }
    }
  }

  /** For callers that would only pass on what it throws. */
  void runCalmly() {
    try {
      run();
    } catch (Locals.Thrown expectedToo) {
      // for the program it has just ended
    }
  }

  @Override
  public Object call() {
    run();
    return "result";
  }

  @Override
  public Object get() {
    return call();
  }

  @Override
  public Object apply(Object argument) {
    return call();
  }

  @Override
  public void accept(Object argument) {
    run();
  }

  @Override
  public void accept(Object argument, Object failure) {
    run();
  }

  record OfTwo<A, B>(Body body) implements BiFunction<A, B, Object>, View {
    @Override
    public Object apply(A first, B second) {
      return body.call();
    }
  }

  record OfFailure(Body body) implements Function<Throwable, Object>, View {
    @Override
    public Object apply(Throwable failure) {
      return body.call();
    }
  }

  record Composing<A>(Body body) implements Function<A, CompletionStage<Object>>, View {
    @Override
    public CompletionStage<Object> apply(A argument) {
      return CompletableFuture.completedStage(body.call());
    }
  }

  void await() {
    if (leastRuns > 0) {
      parent.program.await(done, this::toString);
    }
  }

  /** What is wrong about the number of its runs, or null. */
  String wrong() {
    int runs = begun.get();
    if (runs != ended.get()) {
      return this + " is running";
    }
    return runs < leastRuns || runs > mostRuns ? this + " has run " + runs + " times" : null;
  }

  /** What is wrong about what a listener has heard, or null. */
  String wrong(Heard heardOf) {
    if (!heard) {
      return heardOf == null ? null : this + " was heard of";
    }
    int runs = begun.get();
    if (heardOf == null || heardOf.submitted() != submissions) {
      return this + " was to be submitted " + submissions + " times: " + heardOf;
    }
    boolean balanced =
        cancellable
            ? heardOf.cancelled() + heardOf.ended() == 1
            : rejected
                ? heardOf.rejected() == 1 && heardOf.ended() + heardOf.cancelled() == 0
                : mostRuns == 0
                    ? heardOf.ended() == 0 && heardOf.cancelled() + heardOf.rejected() <= 1
                    : heardOf.ended() == runs && heardOf.cancelled() + heardOf.rejected() == 0;
    return balanced && heardOf.started() == heardOf.ended()
        ? null
        : this + " has run " + runs + " times: " + heardOf;
  }

  /** How often a listener has heard what. */
  record Heard(int submitted, int started, int ended, int rejected, int cancelled) {
    static final Heard NOTHING = new Heard(0, 0, 0, 0, 0);

    Heard plus(Heard more) {
      return new Heard(
          submitted + more.submitted,
          started + more.started,
          ended + more.ended,
          rejected + more.rejected,
          cancelled + more.cancelled);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
