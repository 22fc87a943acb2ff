package dev.baton.tracing.programs;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import dev.baton.executors.ContextExecutors;
import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TaskTelemetry;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A program with the one line, and settings. */
public final class InstalledProgram {
  private InstalledProgram() {}

  public static void main(String[] args) throws Exception {
    String executor = "unknown";
    boolean fails = false;
    for (String arg : args) {
      String[] setting = arg.split("=", 2);
      if (setting.length == 2) {
        System.setProperty(setting[0], setting[1]);
      } else if (arg.equals("own")) {
        executor = arg;
      } else {
        fails = true;
      }
    }
    if (executor.equals("own")) {
      Baton.install(TaskTelemetry.global().propagation("own"));
    } else {
      Baton.install();
    }
    Baton.install().steps().forEach(System.out::println);
    System.out.println("installed: " + Propagation.installed());
    try (ExecutorService pool = ContextExecutors.wrap(Executors.newSingleThreadExecutor())) {
      pool.submit(() -> "before there is an SDK").get();
      System.out.println("set by us: " + GlobalOpenTelemetry.isSet());
      CollectedTelemetry collected = new CollectedTelemetry();
      GlobalOpenTelemetry.set(collected.sdk);
      task(pool, fails);
      print(collected, executor);
      System.out.println(
          "traced: "
              + TracedOperations.global()
                  .trace("operation", () -> CompletableFuture.completedFuture("done"))
                  .get());
      collected.close();
    }
  }

  private static void task(ExecutorService pool, boolean fails) throws InterruptedException {
    Future<String> future =
        pool.submit(
            () -> {
              if (fails) {
                throw new IllegalStateException("on purpose");
              }
              return "";
            });
    try {
      future.get();
    } catch (ExecutionException e) {
      // on purpose
    }
  }

  private static void print(CollectedTelemetry collected, String executor) {
    CollectedTelemetry.OfExecutor counted = collected.of(executor);
    System.out.println(
        "counted: "
            + (counted.isEmpty()
                ? "none"
                : counted.number("jvm.executor.task.completed") + " of " + executor));
    System.out.println("times: " + counted.times("baton.task.run.duration") + " of " + executor);
    System.out.println("spans: " + collected.spans().size());
    System.out.println(
        "events: " + collected.spans().stream().mapToInt(span -> span.getEvents().size()).sum());
    System.out.println("logs: " + collected.logs().size());
  }
}
