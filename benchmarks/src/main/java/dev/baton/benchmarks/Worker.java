package dev.baton.benchmarks;

import org.openjdk.jmh.annotations.CompilerControl;

/** Runs tasks of any class, as the worker of a pool does. */
final class Worker {
  private Worker() {}

  static void warmUp(Body body) {
    Runnable another = () -> body.run();
    Runnable yetAnother = () -> body.run();
    for (int i = 0; i < 20_000; i++) {
      execute(body);
      execute(another);
      execute(yetAnother);
    }
  }

  /** The compiler has seen many classes of task here and inlines none. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static void execute(Runnable task) {
    task.run();
  }
}
