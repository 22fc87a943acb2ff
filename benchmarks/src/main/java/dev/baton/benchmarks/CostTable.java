package dev.baton.benchmarks;

import dev.baton.benchmarks.Questions.Question;
import dev.baton.benchmarks.Results.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the tables of the README, between its markers, and the chart, from recorded results. */
public final class CostTable {
  /** A question has at most one of the peers. */
  private record Column(String title, List<String> peers) {
    Column(String title, String... peers) {
      this(title, List.of(peers));
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("raw", HotPath.RAW),
          new Column("Baton, own thread", HotPath.BATON_OWN_THREAD, HotPath.BATON_OWN_POOL),
          new Column("Baton", HotPath.BATON),
          new Column("Baton on OpenTelemetry's storage", HotPath.BATON_OPEN_TELEMETRY_STORAGE),
          new Column("OpenTelemetry", HotPath.OPEN_TELEMETRY),
          new Column("Micrometer", HotPath.MICROMETER),
          new Column("Alibaba TTL", HotPath.ALIBABA),
          new Column("SmallRye", HotPath.SMALL_RYE),
          new Column("Armeria", HotPath.ARMERIA),
          new Column("Brave", HotPath.BRAVE),
          new Column("gRPC", HotPath.GRPC));

  private final Results results;
  private final List<Question> questions;
  private final Suite suite = new Suite();

  CostTable(Results results, List<Question> questions) {
    this.results = results;
    this.questions = questions;
  }

  /**
   * Rewrites the README and the chart.
   *
   * @param args the results; the newest of the committed ones if there is none
   */
  public static void main(String[] args) throws IOException {
    Path file = args.length > 0 ? Path.of(args[0]) : newest();
    CostTable table = new CostTable(Results.read(file), Questions.read(Path.of("questions.txt")));
    Path readme = Path.of("README.md");
    Files.writeString(readme, table.inserted(Files.readString(readme)));
    Files.writeString(Path.of("results/growth.svg"), table.chart());
  }

  static Path newest() throws IOException {
    try (var files = Files.list(Path.of("results"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("no results"));
    }
  }

  /** The text, with what stands between the markers replaced. */
  String inserted(String text) {
    String all = replaced(text, "cost", cost());
    return replaced(all, "growth", growth());
  }

  private static String replaced(String text, String marker, String content) {
    String begin = "<!-- " + marker + " -->\n";
    String end = "<!-- end of " + marker + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no markers for " + marker);
    }
    return text.substring(0, from + begin.length()) + content + text.substring(to);
  }

  private String cost() {
    StringBuilder text = new StringBuilder("|");
    COLUMNS.forEach(column -> text.append(" | ").append(column.title()));
    text.append(" |\n|---").append("|---:".repeat(COLUMNS.size())).append("|\n");
    for (Question question : of("cost")) {
      String cells =
          COLUMNS.stream().map(column -> cell(question, column)).collect(Collectors.joining(" | "));
      if (!cells.matches("[ |]*")) { // there are results of it
        text.append("| %s | %s |\n".formatted(question.title(), cells));
      }
    }
    Environment environment = results.environment();
    return text.append(
            "\nCommit %s, %s, %s, %s, %s.\n"
                .formatted(
                    environment.commit(),
                    environment.jdk(),
                    environment.cpu(),
                    environment.os(),
                    environment.time()))
        .toString();
  }

  private String cell(Question question, Column column) {
    return question.cases(suite).stream()
        .filter(answer -> column.peers().contains(answer.peer()))
        .flatMap(answer -> results.find(answer).stream())
        .map(cost -> cell(question, cost))
        .findFirst()
        .orElse("");
  }

  private static String cell(Question question, Cost cost) {
    String bytes = Math.round(cost.bytes() / question.operations()) + " B";
    if (question.pattern().question().startsWith("Alive")) {
      return bytes; // the time is that of the setting up
    }
    double nanos = cost.nanos() / question.operations();
    return String.format(Locale.ROOT, nanos < 100 ? "%.1f ns, %s" : "%.0f ns, %s", nanos, bytes);
  }

  private String growth() {
    StringBuilder text = new StringBuilder("| with | time | bytes |\n|---|---:|---:|\n");
    for (Question question : of("growth", "scopes")) {
      Cost cost = results.find(question.pattern()).orElse(null);
      if (cost != null) {
        text.append(
            "| %s | %s |\n".formatted(question.title(), cell(question, cost).replace(", ", " | ")));
      }
    }
    return text.toString();
  }

  /** Of the growth, since each bar is to be as long as the others. That of scopes may be steep. */
  String chart() {
    List<Chart.Bar> bars = new ArrayList<>();
    for (Question question : of("growth")) {
      results
          .find(question.pattern())
          .ifPresent(
              cost ->
                  bars.add(
                      new Chart.Bar(
                          question.title(),
                          cost.nanos() / question.operations(),
                          cell(question, cost))));
    }
    return new Chart("One hop, or wrapping a task and running it, with more and more of", bars)
        .svg();
  }

  private List<Question> of(String... tables) {
    List<String> wanted = List.of(tables);
    return questions.stream().filter(question -> wanted.contains(question.table())).toList();
  }
}
