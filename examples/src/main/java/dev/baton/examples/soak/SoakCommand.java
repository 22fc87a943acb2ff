package dev.baton.examples.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code soak}. */
@Command(
    name = "soak",
    customSynopsis = "mvn -q -Pdemo -pl examples -am compile -Dargs=\"soak [<option>...]\"",
    description = {
      "Starts hostile tasks over every boundary: three of ten leak scopes, close those of others,"
          + " throw, interrupt, kill their thread, re-enter the pool or are cancelled. Counts wrong"
          + " contexts, lost tasks, dirty threads, and what a full collection leaves.",
      ""
    },
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {"0:nothing was wrong or lost, and memory is flat", "1:something was"},
    sortOptions = false,
    usageHelpWidth = 90)
public final class SoakCommand implements Callable<Integer> {
  private static final int STEPS = 10;
  private static final Logger LOG = Logger.getLogger("dev.baton");

  @Option(
      names = "--seconds",
      paramLabel = "<n>",
      description = "how long (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(names = "--figures", paramLabel = "<file>", description = "where to write the figures")
  private @Nullable Path figures;

  @Option(names = "--help", usageHelp = true, description = "show this and exit")
  @SuppressWarnings("UnusedVariable") // picocli does the rest
  private boolean help;

  private final PrintStream out;

  /** Prints to a stream. */
  public SoakCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    LOG.setLevel(Level.OFF); // leaks are what it makes
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    Duration step = Duration.ofSeconds(seconds).dividedBy(STEPS + 1);
    List<Heap> heaps = new ArrayList<>();
    try (Soak soak = new Soak()) {
      for (int i = 0; i <= STEPS; i++) { // the first warms up
        soak.run(step);
        heaps.add(settledHeap());
        out.println(SoakReport.progress(step.multipliedBy(i + 1), soak, heaps.get(i)));
      }
      SoakReport report = new SoakReport(soak, heaps, seconds);
      report.lines().forEach(out::println);
      if (figures != null) {
        Files.write(figures, report.lines());
      }
      report.problems().forEach(problem -> out.println("FAILED: " + problem));
      return report.problems().isEmpty() ? 0 : 1;
    }
  }

  /** A timer, or a worker that parks, may hold its last job for a moment. */
  private static Heap settledHeap() throws InterruptedException {
    Heap heap = Heap.afterCollection();
    for (int i = 0; i < 20 && heap.jobs() > 0; i++) {
      Thread.sleep(100);
      heap = Heap.afterCollection();
    }
    return heap;
  }
}
