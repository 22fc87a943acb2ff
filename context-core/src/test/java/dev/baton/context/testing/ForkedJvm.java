package dev.baton.context.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a program in a JVM of its own, where nothing has happened yet. */
public final class ForkedJvm {
  private ForkedJvm() {}

  /** All lines that the program printed, also to its standard error; fails if it fails. */
  public static List<String> run(Class<?> main, String... arguments) {
    return run(List.of(), main, arguments);
  }

  /** As {@link #run(Class, String...)}, with more entries on the class path. */
  public static List<String> run(List<Path> moreClassPath, Class<?> main, String... arguments) {
    List<Path> classPath = new ArrayList<>(classPath());
    classPath.addAll(moreClassPath);
    return runOn(classPath, main, arguments);
  }

  /** The class path of this JVM. */
  public static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /** As {@link #run(Class, String...)}, on another class path. */
  public static List<String> runOn(List<Path> classPath, Class<?> main, String... arguments) {
    String entries =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", entries, main.getName()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      List<String> lines;
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        lines = reader.lines().toList();
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError("status " + status + "\n" + String.join("\n", lines));
      }
      return lines;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
