package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where something was measured.
 *
 * @param commit of Git, with a plus sign if there were changes on top; or unknown
 * @param jdk that ran the benchmarks
 * @param cpu name and number
 * @param os name and version
 * @param time when
 */
record Environment(String commit, String jdk, String cpu, String os, String time) {
  static Environment here() {
    return new Environment(
        currentCommit(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors() + " x " + cpuName(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String currentCommit() {
    try {
      String commit = git("rev-parse", "--short=12", "HEAD");
      return git("status", "--porcelain").isEmpty() ? commit : commit + "+";
    } catch (IOException e) {
      return "unknown"; // no Git, or a source archive
    }
  }

  private static String git(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("not a repository");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }

  private static String cpuName() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return System.getProperty("os.arch");
  }
}
