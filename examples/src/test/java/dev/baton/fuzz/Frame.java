package dev.baton.fuzz;

import dev.baton.context.testing.TestContexts;
import java.util.ArrayList;
import java.util.List;

/** A block that runs, and the model of its thread. */
final class Frame {
  final Program program;
  final int depth;
  private final State expected;
  private final State outer;
  private final Frame parent;
  private final List<Opened> opened = new ArrayList<>();
  private String first;
  private String second;
  private Thread thread; // while it runs
  private boolean waiting;

  /** A block that is nobody's task. */
  static Frame outermost(Program program) {
    return new Frame(program, null, 0, State.NONE);
  }

  /** Begins to run a task on this thread, which is to have this. */
  Frame(Frame parent, State expected) {
    this(parent.program, parent, parent.depth + 1, expected);
  }

  private Frame(Program program, Frame parent, int depth, State expected) {
    this.program = program;
    this.parent = parent;
    this.depth = depth;
    this.expected = expected;
    State seen = State.here();
    if (!expected.allows(seen)) {
      program.fail("a task began with " + seen + " in place of " + expected);
    }
    outer = seen;
    first = seen.first();
    second = seen.second();
  }

  /** What the thread is to have now. */
  State now() {
    State now = outer;
    for (Opened one : opened) {
      now = one.open ? one.state : now;
    }
    return new State(now.context(), now.span(), first, second);
  }

  void check() {
    State seen = State.here();
    if (!now().allows(seen)) {
      program.fail("a thread has " + seen + " in place of " + now());
    }
  }

  void run(Step.Block block) {
    setThread(Thread.currentThread());
    try {
      runSteps(block);
    } finally {
      setThread(null);
    }
    if (block.ending().isFailure()) {
      throw new Locals.Thrown(block.ending() == Step.Ending.THROWING_WITHOUT_MESSAGE);
    }
  }

  private synchronized void setThread(Thread running) {
    thread = running;
  }

  private synchronized void setWaiting(boolean waits) {
    waiting = waits;
  }

  private void runSteps(Step.Block block) {
    for (Step step : block.steps()) {
      if (program.hasFailed()) {
        break;
      }
      program.countStep();
      run(step);
    }
    check();
    if (block.ending() != Step.Ending.LEAVING_SCOPES_OPEN) {
      opened.reversed().forEach(Opened::close);
      check();
    }
  }

  /** Runs what is nobody's task, and puts the thread back. */
  void runOutermost(Step.Block block) {
    run(block);
    Locals.FIRST.remove();
    Locals.SECOND.remove();
  }

  private void run(Step step) {
    switch (step) {
      case Step.Read read -> check();
      case Step.Assign assign -> assign(assign.first(), assign.value());
      case Step.Open open -> opened.add(open(open.span()));
      case Step.Close close -> close(close);
      case Step.CloseSubmitters close -> parent.closeFromTask(close);
      case Step.Cross cross -> cross(cross);
    }
  }

  /** What nobody carries, nobody would put back. */
  private void assign(boolean isFirst, String value) {
    if (isFirst && expected.first() != State.ANY) {
      Locals.set(Locals.FIRST, value);
      first = value;
    } else if (!isFirst && expected.second() != State.ANY) {
      Locals.set(Locals.SECOND, value);
      second = value;
    }
  }

  private Opened open(boolean span) {
    String name = "c" + program.newNumber();
    return span
        ? Opened.span(program, name, now().span())
        : Opened.context(TestContexts.named(name));
  }

  private void close(Step.Close close) {
    Opened one = open(close.below());
    if (one != null) {
      for (int i = 0; i < close.times(); i++) {
        if (close.elsewhere()) {
          program.run(program.pools.elsewhere(), one::close);
        } else {
          one.close();
        }
      }
    }
  }

  /** The one so many below the innermost that is open; null if there are not so many. */
  private Opened open(int below) {
    List<Opened> open = opened.stream().filter(one -> one.open).toList();
    return below < open.size() ? open.get(open.size() - 1 - below) : null;
  }

  /** Unless the model of this would have changed while it runs on another thread. */
  private synchronized void closeFromTask(Step.CloseSubmitters close) {
    boolean here = thread == Thread.currentThread();
    Opened one = waiting || (here && close.atOnce()) ? open(close.below()) : null;
    if (one != null) {
      for (int i = 0; i < close.times(); i++) {
        one.close();
      }
    }
  }

  private void cross(Step.Cross cross) {
    Crossing crossing = new Crossing(this, cross);
    try {
      try {
        cross.boundary().cross(crossing);
      } finally {
        crossing.end();
      }
      if (cross.awaited()) {
        setWaiting(true);
        try {
          crossing.await();
        } finally {
          setWaiting(false);
        }
      }
    } catch (Exception e) {
      program.fail(cross.boundary() + " failed", e);
    }
    check();
  }
}
