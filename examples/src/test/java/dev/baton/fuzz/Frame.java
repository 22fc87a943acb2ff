package dev.baton.fuzz;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;

/** A block that runs, and the model of its thread. */
final class Frame {
  final Program program;
  final int depth;
  private final State expected;
  private final Context outer;
  private final List<Opened> opened = new ArrayList<>();
  private String first;
  private String second;

  private static final class Opened {
    final Context context;
    final Scope scope;
    boolean open = true;

    Opened(Context context) {
      this.context = context;
      this.scope = TestContexts.open(context);
    }
  }

  /** Begins to run on this thread, which is to have this. */
  Frame(Program program, int depth, State expected) {
    this.program = program;
    this.depth = depth;
    this.expected = expected;
    State seen = State.here();
    if (!expected.allows(seen)) {
      program.fail("a task began with " + seen + " in place of " + expected);
    }
    outer = seen.context();
    first = seen.first();
    second = seen.second();
  }

  /** What the thread is to have now. */
  State now() {
    Context context = outer;
    for (Opened one : opened) {
      context = one.open ? one.context : context;
    }
    return new State(context, first, second);
  }

  void check() {
    State seen = State.here();
    if (!now().allows(seen)) {
      program.fail("a thread has " + seen + " in place of " + now());
    }
  }

  void run(Step.Block block) {
    for (Step step : block.steps()) {
      if (program.hasFailed()) {
        break;
      }
      run(step);
    }
    check();
    if (block.ending() != Step.Ending.LEAVING_SCOPES_OPEN) {
      for (Opened one : opened.reversed()) {
        one.scope.close();
        one.open = false;
      }
      check();
    }
    if (block.ending().isFailure()) {
      throw new Locals.Thrown(block.ending() == Step.Ending.THROWING_WITHOUT_MESSAGE);
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
      case Step.Open open -> opened.add(new Opened(TestContexts.named("c" + program.newNumber())));
      case Step.Close close -> close(close);
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

  private void close(Step.Close close) {
    List<Opened> open = opened.stream().filter(one -> one.open).toList();
    if (close.below() < open.size()) {
      Opened one = open.get(open.size() - 1 - close.below());
      for (int i = 0; i < close.times(); i++) {
        if (close.elsewhere()) {
          program.run(program.pools.elsewhere(), one.scope::close);
        } else {
          one.scope.close();
        }
      }
      one.open = false;
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
        crossing.await();
      }
    } catch (Exception e) {
      program.fail(cross.boundary() + " failed", e);
    }
    check();
  }
}
