package dev.baton.examples.beside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Something that Baton is run beside: a folder in {@code src/beside} with a POM, whose class path
 * the build has resolved, and perhaps sources and resources of its own. Baton's modules, and what
 * the {@link Crossings} need, are added from the class path of the test.
 */
final class Guest {
  private static final Pattern ADDED =
      Pattern.compile(
          "(?!.*/micrometer-bridge/).*(/target/(test-)?classes|/baton-[^/]*\\.jar"
              + "|/(guava|failureaccess|rxjava|reactive-streams|kotlin-stdlib|kotlinx-coroutines-core-jvm)-[^/]*\\.jar)");

  /** However busy the machine is. */
  static final int SECONDS = 200;

  private static final Set<Path> COMPILED = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final List<String> classPath;
  private final List<String> options = new ArrayList<>();

  private Guest(Path folder, List<String> classPath) {
    this.folder = folder;
    this.classPath = classPath;
  }

  /** The one of this name. */
  static Guest named(String name) throws IOException {
    Path resolved = Path.of("target", "beside", name);
    assertThat(resolved).as("run the phase process-test-classes").exists();
    List<String> classPath = new ArrayList<>();
    classPath.add(Path.of("target", "beside", name + "-classes").toString());
    classPath.add(Path.of("src", "beside", name).toString());
    classPath.addAll(split(Files.readString(resolved).strip()).toList());
    classPath.addAll(
        split(System.getProperty("java.class.path"))
            .filter(entry -> ADDED.matcher(entry.replace('\\', '/')).matches())
            .toList());
    return new Guest(Path.of("src", "beside", name), classPath);
  }

  private static Stream<String> split(String path) {
    return Arrays.stream(path.split(File.pathSeparator));
  }

  /** Gives an option to the JVM. */
  Guest with(String option) {
    options.add(option);
    return this;
  }

  /** Attaches the Java agent that is on the guest's class path. */
  Guest withAgent(String artifact) {
    String jar =
        classPath.stream().filter(entry -> entry.contains(artifact)).findAny().orElseThrow();
    classPath.remove(jar);
    return with("-javaagent:" + jar);
  }

  /** All lines that the program prints; fails if it fails. */
  List<String> run(String main, String... arguments) throws IOException, InterruptedException {
    Path log = Path.of(classPath.getFirst()).resolveSibling(folder.getFileName() + ".log");
    Process process = start(log, main, arguments);
    try {
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      List<String> lines = Files.readAllLines(log);
      assertThat(ended).as("ended; see %s", log).isTrue();
      assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts the program, which prints to this file. */
  Process start(Path log, String main, String... arguments) throws IOException {
    compile();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void compile() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(folder)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    if (sources.isEmpty() || !COMPILED.add(folder)) {
      return;
    }
    Path classes = Files.createDirectories(Path.of(classPath.getFirst()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  List.of(
                      "--release",
                      "21",
                      "-proc:none",
                      "-parameters", // Spring asks for their names
                      "-Xlint:all,-try,-classfile,-processing",
                      "-Werror",
                      "-d",
                      classes.toString(),
                      "-cp",
                      String.join(File.pathSeparator, classPath)),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}
