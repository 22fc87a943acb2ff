package dev.baton.examples.rpc;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link PricesProcess}, with the java and the class path of this process. */
final class ServerProcess implements AutoCloseable {
  /**
   * What it has written at its end.
   *
   * @param open how many spans have not ended
   */
  record Result(int open, List<EndedSpan> spans) {}

  private final Process process;
  private final BufferedReader output;
  private final InetSocketAddress address;

  /** Starts it, and waits until it serves. */
  ServerProcess(PricesProcess.Encoding encoding, boolean traced) throws IOException {
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dslf4j.internal.verbosity=ERROR", // it has no logger, nor needs one
                "-classpath",
                System.getProperty("java.class.path"),
                PricesProcess.class.getName(),
                encoding.name(),
                traced ? "traced" : "plain")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.output = process.inputReader();
    String port = output.readLine();
    if (port == null) {
      process.destroyForcibly();
      throw new IOException("the second process did not start");
    }
    this.address = PricesServer.port(Integer.parseInt(port));
  }

  InetSocketAddress address() {
    return address;
  }

  /** Stops it. */
  Result stop() throws IOException {
    process.outputWriter().close();
    int open = Integer.parseInt(output.readLine());
    return new Result(open, output.lines().map(EndedSpan::parse).toList());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
