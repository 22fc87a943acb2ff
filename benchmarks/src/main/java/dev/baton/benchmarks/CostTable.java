package dev.baton.benchmarks;

import dev.baton.benchmarks.Questions.Question;
import dev.baton.benchmarks.Results.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the tables of the README, between its markers, and the chart, from recorded results. */
public final class CostTable {
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("raw", "raw");
    COLUMNS.put("batonOwnThread", "Baton, own thread");
    COLUMNS.put("baton", "Baton");
    COLUMNS.put("batonOpenTelemetryStorage", "Baton on OpenTelemetry's storage");
    COLUMNS.put("openTelemetry", "OpenTelemetry");
    COLUMNS.put("micrometer", "Micrometer");
    COLUMNS.put("alibaba", "Alibaba TTL");
    COLUMNS.put("smallRye", "SmallRye");
    COLUMNS.put("armeria", "Armeria");
    COLUMNS.put("brave", "Brave");
    COLUMNS.put("grpc", "gRPC");
  }

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
    COLUMNS.values().forEach(column -> text.append(" | ").append(column));
    text.append(" |\n|---").append("|---:".repeat(COLUMNS.size())).append("|\n");
    for (Question question : of("cost")) {
      String cells =
          COLUMNS.keySet().stream()
              .map(method -> cell(question, method))
              .collect(Collectors.joining(" | "));
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

  private String cell(Question question, String method) {
    if (!suite.methods(question.pattern().question()).contains(method)) {
      return "";
    }
    return results.find(question.by(suite, method)).map(cost -> cell(question, cost)).orElse("");
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
    for (Question question : of("growth")) {
      Cost cost = results.find(question.pattern()).orElse(null);
      if (cost != null) {
        text.append(
            "| %s | %s |\n".formatted(question.title(), cell(question, cost).replace(", ", " | ")));
      }
    }
    return text.toString();
  }

  /** Of the growth, since each bar is to be as long as the others. */
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

  private List<Question> of(String table) {
    return questions.stream().filter(question -> question.table().equals(table)).toList();
  }
}
