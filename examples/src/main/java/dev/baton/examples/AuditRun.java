package dev.baton.examples;

import dev.baton.context.audit.Audit;
import dev.baton.context.audit.AuditReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Both sides under the audit, one after the other, both services in this process. The audit knows
 * nothing of the boundaries: it finds them.
 */
final class AuditRun {
  private final int requests;
  private final int concurrency;
  private final Deadline deadline;
  private final PrintStream out;
  private final Audit audit = Audit.start().everyStack();
  private final Logger log = Logger.getLogger("dev.baton.context");

  /** To be made before a context is used. */
  AuditRun(int requests, int concurrency, Deadline deadline, PrintStream out) {
    this.requests = requests;
    this.concurrency = concurrency;
    this.deadline = deadline;
    this.out = out;
  }

  /**
   * Runs and prints.
   *
   * @param page where to write what was found on the plain side, or null
   * @return what is wrong
   */
  List<String> run(@Nullable Path page) throws IOException, InterruptedException {
    log.setLevel(Level.OFF); // all that it would say is printed
    Map<Boundary, Counts> plain = serve(Wiring.PLAIN);
    AuditReport lost = audit.report();
    print("Plain executors", plain, lost);
    Map<Boundary, Counts> wrapped = serve(Wiring.WRAPPED);
    AuditReport kept = audit.report();
    print("Wrapped executors", wrapped, kept);
    if (page != null) {
      lost.writeHtml(page);
      out.println("The page of the plain side: " + page.toAbsolutePath().toUri());
    }
    return problems(plain, lost, kept);
  }

  private Map<Boundary, Counts> serve(Wiring wiring) throws IOException, InterruptedException {
    audit.clear();
    try (Tracing tracing = new Tracing("prices", wiring, Sample.NONE);
        Service prices =
            new Service(SecondService.ROUTE, wiring, tracing, Boundaries.ofPrices(wiring));
        Side side = new Side(wiring, prices.uri().resolve("/"), Sample.NONE, concurrency)) {
      side.run(new Round(0, 0, requests, true), deadline, answered -> {});
      Map<Boundary, Counts> counts = new LinkedHashMap<>();
      for (Service service : List.of(side.shop(), prices)) {
        Map<Row, Counts> counted = service.tally().counts();
        service.boundaries().forEach(each -> counts.put(each, counted.get(each.row())));
      }
      return counts;
    }
  }

  private void print(String side, Map<Boundary, Counts> counts, AuditReport report) {
    out.printf(Locale.ROOT, "%s, %,d requests:%n%n", side, requests);
    counts.forEach(
        (boundary, count) ->
            out.printf(
                Locale.ROOT,
                "  %-16s %,8d of %,8d callbacks without their context%n",
                boundary.row().name(),
                count.wrong(),
                count.total()));
    out.println();
    report.toText().lines().forEach(out::println);
    out.println();
  }

  private static List<String> problems(
      Map<Boundary, Counts> plain, AuditReport lost, AuditReport kept) {
    List<String> problems = new ArrayList<>();
    plain.forEach(
        (boundary, count) -> {
          if (count.wrong() > 0 && !names(lost, boundary)) {
            problems.add(
                "the audit has not found where " + boundary.row().name() + " loses contexts");
          }
        });
    kept.findings().forEach(found -> problems.add("found with wrapped executors: " + found));
    return problems;
  }

  /** Whether the code of a boundary is among what was found. */
  private static boolean names(AuditReport report, Boundary boundary) {
    String code = boundary.getClass().getName();
    return report.findings().stream()
        .map(found -> found.place().getClassName())
        .anyMatch(found -> found.equals(code) || found.startsWith(code + "$"));
  }
}
