package dev.baton.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the second service has seen, and how that is written as lines of text. */
record SecondReport(Map<Row, Counts> counts, List<FinishedSpan> spans) {
  private static final String SEPARATOR = "\t";

  String toText() {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (row, count) ->
            lines.add(
                line(
                    "row",
                    row.name(),
                    row.what(),
                    row.callbacks(),
                    count.right(),
                    count.missing(),
                    count.anothers())));
    for (FinishedSpan span : spans) {
      lines.add(
          line(
              "span",
              span.process(),
              span.thread(),
              span.traceId(),
              span.spanId(),
              span.parentId(),
              span.start(),
              span.end(),
              span.name()));
    }
    return String.join("\n", lines);
  }

  private static String line(Object... values) {
    return String.join(SEPARATOR, List.of(values).stream().map(String::valueOf).toList());
  }

  static SecondReport fetch(URI uri) throws IOException {
    try (InputStream answer = uri.toURL().openConnection(Proxy.NO_PROXY).getInputStream()) {
      return parse(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static SecondReport parse(String text) {
    Map<Row, Counts> counts = new LinkedHashMap<>();
    List<FinishedSpan> spans = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] v = line.split(SEPARATOR, -1);
      if (v[0].equals("row")) {
        counts.put(
            new Row(v[1], v[2], Integer.parseInt(v[3])),
            new Counts(Long.parseLong(v[4]), Long.parseLong(v[5]), Long.parseLong(v[6])));
      } else {
        spans.add(
            new FinishedSpan(
                v[1], v[2], v[3], v[4], v[5], Long.parseLong(v[6]), Long.parseLong(v[7]), v[8]));
      }
    }
    return new SecondReport(counts, spans);
  }
}
