package dev.baton.context.programs;

import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import java.util.concurrent.Semaphore;

/** Virtual threads, each of which runs a task, leaves a scope open, and ends. */
public final class FinishedThreadsProgram {
  private static final int AT_ONCE = 1000;

  private FinishedThreadsProgram() {}

  /**
   * Prints how many bytes there are more at the end than when a tenth of the threads had ended.
   *
   * @param args how many threads, and whether the program may be unloaded
   */
  public static void main(String[] args) throws InterruptedException {
    int threads = Integer.parseInt(args[0]);
    System.setProperty("dev.baton.redeployable", args[1]);
    Baton.install();
    start(threads / 10);
    long before = used();
    start(threads - threads / 10);
    System.out.println(used() - before);
  }

  private static void start(int threads) throws InterruptedException {
    Semaphore running = new Semaphore(AT_ONCE);
    for (int i = 0; i < threads; i++) {
      running.acquire();
      Runnable task = Propagation.fixed(named("of a thread")).wrap(FinishedThreadsProgram::leak);
      Thread.ofVirtual()
          .start(
              () -> {
                task.run();
                open(named("left open"));
                running.release();
              });
    }
    running.acquire(AT_ONCE);
  }

  private static void leak() {
    open(named("leaked"));
  }

  private static long used() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 30; i++) {
      System.gc();
      start(1); // a thread that comes later takes off what those before it have left
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
