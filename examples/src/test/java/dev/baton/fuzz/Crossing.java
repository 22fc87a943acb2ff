package dev.baton.fuzz;

import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.guava.ContextListeningExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What a boundary needs: tasks to take across, and what carries them. */
final class Crossing {
  private static final Step.Block EMPTY = new Step.Block(List.of(), Step.Ending.TIDILY);

  private final Frame frame;
  private final Step.Cross step;
  private final State atFirst;
  private final Random random;
  private final boolean heard;
  private final Propagation propagation;
  private final List<Body> bodies = new ArrayList<>();

  Crossing(Frame frame, Step.Cross step) {
    this.frame = frame;
    this.step = step;
    this.atFirst = frame.now();
    this.random = new Random(step.seed());
    Propagation silent = step.carrying().propagation();
    boolean listens = random.nextInt(3) > 0;
    this.heard = listens && step.boundary().isHeard();
    this.propagation =
        heard
            ? silent.with(frame.program.ledger)
            : listens ? silent.with(frame.program.looseLedger) : silent;
  }

  Program program() {
    return frame.program;
  }

  /** One of so many; the same at each run of the program. */
  int choose(int count) {
    return random.nextInt(count);
  }

  boolean toss() {
    return random.nextBoolean();
  }

  Propagation propagation() {
    return propagation;
  }

  /** The next task: runs once, under what the propagation carries from here. */
  Body body() {
    return body(block(), expected(step.carrying()), heard);
  }

  Body printableBody() {
    Step.Block block = block();
    return body(
        new Step.Block(block.steps(), printable(block.ending())), expected(step.carrying()), heard);
  }

  /** A task that has run on this thread may have closed a scope of it. */
  private State now(Carrying carrying) {
    return carrying == Carrying.ONCE ? atFirst : frame.now();
  }

  private State expected(Carrying carrying) {
    return carrying.expected(now(carrying));
  }

  private Step.Block block() {
    return bodies.size() < step.blocks().size() ? step.blocks().get(bodies.size()) : EMPTY;
  }

  private Body body(Step.Block block, State expected, boolean isHeard) {
    String name = step.boundary() + " " + step.carrying() + " task " + bodies.size();
    Body body = new Body(frame, name, block, expected, isHeard);
    bodies.add(body);
    return body;
  }

  Body periodicBody() {
    return body(block(), step.carrying().expectedPeriodically(now(step.carrying())), heard);
  }

  /** One that another propagation carries, of which nobody hears. */
  Body body(Carrying carrying) {
    return body(block(), expected(carrying), false);
  }

  /** One that leaves its thread as it was, for where another one follows on the same thread. */
  Body tidyBody() {
    return body(tidyBlock(), expected(step.carrying()), heard);
  }

  Body tidyBody(Carrying carrying) {
    return body(tidyBlock(), expected(carrying), false);
  }

  private Step.Block tidyBlock() {
    return new Step.Block(
        block().steps().stream()
            .filter(one -> !(one instanceof Step.Assign))
            .map(one -> one instanceof Step.CloseSubmitters close ? close.whileItWaits() : one)
            .toList(),
        Step.Ending.TIDILY);
  }

  /** One that waits for nothing: because it may be interrupted, or has one thread for all. */
  Body leaf() {
    return body(leafBlock(), expected(step.carrying()), heard);
  }

  Body leaf(Carrying carrying) {
    return body(leafBlock(), expected(carrying), false);
  }

  private Step.Block leafBlock() {
    Step.Block block = block();
    return new Step.Block(
        block.steps().stream().filter(one -> !waits(one)).toList(), printable(block.ending()));
  }

  /** For where even the JDK fails when an exception has no message. */
  private static Step.Ending printable(Step.Ending ending) {
    return ending.isFailure() ? Step.Ending.THROWING : ending;
  }

  private static boolean waits(Step step) {
    return step instanceof Step.Cross || (step instanceof Step.Close close && close.elsewhere());
  }

  /** Now it is known of each task how often it is to run. */
  void end() {
    bodies.forEach(frame.program::add);
  }

  /** Waits until the tasks have run. */
  void await() {
    bodies.forEach(Body::await);
  }

  /** An executor that nobody has wrapped. */
  ExecutorService pool() {
    return pool(Pools.Kind.ALL.get(choose(Pools.Kind.ALL.size())));
  }

  /**
   * One that does not run the tasks right here: for libraries that have one thread for all that is
   * delayed, on which no task must wait for another, and for tasks whose failures come back.
   */
  ExecutorService poolElsewhere() {
    return pool(Pools.Kind.ELSEWHERE.get(choose(Pools.Kind.ELSEWHERE.size())));
  }

  ExecutorService pool(Pools.Kind kind) {
    return frame.program.pools.get(kind, frame.depth);
  }

  /** A thread that knows nothing of us. */
  Executor foreign() {
    return pool(Pools.Kind.PLATFORM);
  }

  /** A wrapped executor, perhaps more than once, or with somebody else's wrapper in between. */
  ExecutorService executor() {
    return wrap(pool());
  }

  /**
   * One whose tasks may be interrupted, and which runs only leaves. A fork-join pool may interrupt
   * the next task on a thread in place of the one that it cancels, or leave the thread interrupted.
   */
  ExecutorService executorOfLeaves() {
    Pools.Kind kind = Pools.Kind.ALL.get(choose(Pools.Kind.ALL.size()));
    return wrap(frame.program.pools.get(kind, Generator.DEPTH));
  }

  ExecutorService wrap(ExecutorService pool) {
    Propagation another = Propagation.capturing();
    ExecutorService inner =
        switch (choose(6)) {
          case 0 -> ContextExecutors.wrap(pool, Propagation.root());
          case 1 -> Executors.unconfigurableExecutorService(ContextExecutors.wrap(pool, another));
          case 2 -> MoreExecutors.listeningDecorator(ContextExecutors.wrap(pool, another));
          case 3 -> MoreExecutors.listeningDecorator(pool);
          default -> pool;
        };
    return ContextExecutors.wrap(inner, propagation);
  }

  ScheduledExecutorService scheduler() {
    ScheduledExecutorService pool = (ScheduledExecutorService) pool(Pools.Kind.SCHEDULED);
    return ContextExecutors.wrap(
        toss() ? Executors.unconfigurableScheduledExecutorService(pool) : pool, propagation);
  }

  ListeningScheduledExecutorService listeningScheduler() {
    return ContextListeningExecutors.wrap(
        MoreExecutors.listeningDecorator((ScheduledExecutorService) pool(Pools.Kind.SCHEDULED)),
        propagation);
  }
}
