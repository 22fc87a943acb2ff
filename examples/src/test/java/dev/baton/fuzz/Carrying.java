package dev.baton.fuzz;

import dev.baton.context.Propagation;
import dev.baton.context.testing.TestContexts;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.List;

/** What a boundary carries, as a propagation and as the model has it. */
enum Carrying {
  CAPTURING(false, false),
  FIRST(true, false),
  SECOND(false, true),
  BOTH(true, true),
  BOTH_AND_FAILING(true, true),
  ONCE(true, true),
  FIXED(false, false),
  FIXED_BOTH(true, true),
  ROOT(false, false),
  ROOT_BOTH(true, true);

  static final List<Carrying> ALL = List.of(values());

  private static final Context FIXED_CONTEXT = TestContexts.named("fixed");
  private static final State FIXED_STATE =
      new State(FIXED_CONTEXT, Span.getInvalid(), "fixed 1", "fixed 2");
  private static final Propagation FIXED_PROPAGATION = fixed();

  private final boolean first;
  private final boolean second;

  Carrying(boolean first, boolean second) {
    this.first = first;
    this.second = second;
  }

  private static Propagation fixed() {
    Locals.FIRST.set(FIXED_STATE.first());
    Locals.SECOND.set(FIXED_STATE.second());
    try {
      return both(Propagation.fixed(FIXED_CONTEXT));
    } finally {
      Locals.FIRST.remove();
      Locals.SECOND.remove();
    }
  }

  private static Propagation both(Propagation propagation) {
    return propagation.with(Locals.CARRIED_FIRST, Locals.CARRIED_SECOND);
  }

  Propagation propagation() {
    return switch (this) {
      case CAPTURING -> Propagation.capturing();
      case FIRST -> Propagation.capturing().with(Locals.CARRIED_FIRST);
      case SECOND -> Propagation.capturing().with(Locals.CARRIED_SECOND);
      case BOTH -> both(Propagation.capturing());
      case BOTH_AND_FAILING ->
          Propagation.capturing()
              .with(Locals.CARRIED_FIRST, Locals.FailingLocal.INSTANCE, Locals.CARRIED_SECOND)
              .with(Locals.FailingListener.INSTANCE);
      case ONCE -> both(Propagation.capturing()).once();
      case FIXED -> Propagation.fixed(FIXED_CONTEXT);
      case FIXED_BOTH -> FIXED_PROPAGATION;
      case ROOT -> Propagation.root();
      case ROOT_BOTH -> both(Propagation.root());
    };
  }

  /** What is seen by a task that is submitted where this is. */
  State expected(State now) {
    State source =
        switch (this) {
          case CAPTURING, FIRST, SECOND, BOTH, BOTH_AND_FAILING, ONCE -> now;
          case FIXED, FIXED_BOTH -> FIXED_STATE;
          case ROOT, ROOT_BOTH -> State.NONE;
        };
    return new State(
        source.context(),
        source.span(),
        first ? source.first() : State.ANY,
        second ? source.second() : State.ANY);
  }

  /** The same of a periodic task. */
  State expectedPeriodically(State now) {
    return switch (this) {
      case CAPTURING, FIRST, SECOND, BOTH, BOTH_AND_FAILING -> expected(State.NONE);
      default -> expected(now);
    };
  }
}
