package dev.baton.examples;

import dev.baton.examples.rpc.RpcCommand;
import dev.baton.examples.soak.SoakCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: runs the comparison and prints the report. */
@Command(
    customSynopsis = "mvn -q -Pdemo -pl examples -am compile [-Dargs=\"<option>...\"]",
    description = {
      "Serves HTTP requests whose handlers fan work out over many threads and a second process,"
          + " once with plain executors and once with wrapped ones, and counts what each callback"
          + " found in the place of its request's context.",
      ""
    },
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:every wrapped callback had the context of its request",
      "1:one did not have it, or did not run, or the run failed",
      "2:wrong arguments"
    },
    sortOptions = false,
    usageHelpWidth = 90)
final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--requests",
      paramLabel = "<n>",
      description = "how many requests, plain and wrapped each (default: ${DEFAULT-VALUE})")
  private int requests = 4000;

  @Option(
      names = "--concurrency",
      paramLabel = "<n>",
      description = "how many of them at a time (default: ${DEFAULT-VALUE})")
  private int concurrency = 64;

  @Option(
      names = "--time-limit",
      paramLabel = "<seconds>",
      description = "when to give up (default: ${DEFAULT-VALUE})")
  private int timeLimit = 100;

  @Option(
      names = "--audit",
      paramLabel = "<page>",
      arity = "0..1",
      fallbackValue = "",
      description =
          "have the audit find where the plain side loses contexts, and print that; writes an HTML"
              + " page too, if a file is given")
  private @Nullable String audit;

  @Option(
      names = "--trace",
      paramLabel = "<page>",
      arity = "0..1",
      fallbackValue = "target/baton-trace.html",
      description =
          "write an HTML page that shows the spans of some requests on both sides (default:"
              + " ${FALLBACK-VALUE})")
  private @Nullable Path trace;

  @Option(names = "--help", usageHelp = true, description = "show this and exit")
  @SuppressWarnings("UnusedVariable") // picocli does the rest
  private boolean help;

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Wiring.install();
    return new CommandLine(new Main(out, err))
        .addSubcommand(new SoakCommand(out))
        .addSubcommand(new RpcCommand(out))
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setParameterExceptionHandler(
            (wrong, given) -> {
              err.println(wrong.getMessage() + "; see --help");
              return CommandLine.ExitCode.USAGE;
            })
        .execute(args);
  }

  @Override
  public Integer call() throws Exception {
    require("--requests", requests, 10_000_000);
    require("--concurrency", concurrency, 1000);
    require("--time-limit", timeLimit, 86_400);
    if (trace != null) {
      prepare(trace);
    }
    if (audit != null) {
      return audit(audit);
    }
    out.printf(
        Locale.ROOT,
        """

        Serving %,d requests with plain executors and as many with wrapped ones, %d at a time.
        Each callback compares Context.current() with the request that it works for.

        """,
        requests,
        concurrency);
    try {
      Comparison comparison =
          Comparison.run(
              requests,
              concurrency,
              Deadline.in(timeLimit),
              new Progress(out, Ansi.AUTO.enabled(), requests));
      Report.of(comparison).forEach(out::println);
      if (trace != null) {
        TracePage.write(trace, comparison, Instant.now());
        out.println("\nThe traces, as a page: " + trace.toAbsolutePath().toUri());
      }
      return exitCode(Verdict.problems(comparison));
    } catch (RunFailed | IOException e) {
      err.println("FAILED: " + e.getMessage());
      return 1;
    }
  }

  private int audit(String page) throws Exception {
    try {
      AuditRun run = new AuditRun(requests, concurrency, Deadline.in(timeLimit), out);
      return exitCode(run.run(page.isEmpty() ? null : Path.of(page)));
    } catch (RunFailed | IOException e) {
      err.println("FAILED: " + e.getMessage());
      return 1;
    }
  }

  private int exitCode(List<String> problems) {
    problems.forEach(problem -> err.println("FAILED: " + problem));
    return problems.isEmpty() ? 0 : 1;
  }

  private void prepare(Path page) {
    if (audit != null) {
      throw new ParameterException(spec.commandLine(), "--trace is not for an --audit");
    }
    try {
      TracePage.prepare(page);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--trace: cannot write to " + page);
    }
  }

  private void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from 1 to " + most + ", not " + value);
    }
  }
}
