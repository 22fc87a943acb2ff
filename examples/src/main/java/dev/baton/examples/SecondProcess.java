package dev.baton.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs {@link SecondService}, with the java and the class path of this process. */
final class SecondProcess implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<@Nullable String> firstLine;
  private final Thread onExit;

  private SecondProcess(Process process) {
    this.process = process;
    BufferedReader output = process.inputReader();
    this.firstLine = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                firstLine.complete(output.readLine());
              } catch (IOException e) {
                firstLine.completeExceptionally(e);
              }
            });
    this.onExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  static SecondProcess start(Wiring wiring, Sample kept) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                SecondService.class.getName(),
                wiring.name(),
                kept.toText())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("OTEL_SERVICE_NAME"); // that of this process
    return new SecondProcess(builder.start());
  }

  /** The address of its service, as soon as that is up. */
  URI uri(Deadline deadline) throws InterruptedException {
    String port;
    try {
      port = firstLine.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw deadline.passed("the second process has not started");
    } catch (ExecutionException e) {
      throw new RunFailed("cannot read from the second process: " + e.getCause());
    }
    if (port == null) {
      throw new RunFailed("the second process did not start: exit code " + process.waitFor());
    }
    return URI.create("http://" + Loopback.HOST + ":" + port);
  }

  @Override
  public void close() {
    try {
      if (OtlpExport.isWanted()) {
        endBySelf();
      }
      process.destroyForcibly();
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // shutting down: the hook runs
    }
  }

  /** It has spans to send first, for which it takes this long at most. */
  private void endBySelf() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      return; // it has ended
    }
    process.waitFor(OtlpExport.MOST_SECONDS + 5, TimeUnit.SECONDS);
  }
}
