package dev.baton.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      List<Object> values =
          new ArrayList<>(
              List.of(
                  "span",
                  span.process(),
                  span.traceId(),
                  span.spanId(),
                  span.parentId(),
                  span.kind(),
                  span.start(),
                  span.end(),
                  span.name()));
      span.attributes()
          .forEach(
              (key, value) -> {
                values.add(key);
                values.add(value);
              });
      lines.add(line(values.toArray()));
    }
    return String.join("\n", lines);
  }

  private static String line(Object... values) {
    return Stream.of(values)
        .map(value -> URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(SEPARATOR));
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
      String[] v =
          Stream.of(line.split(SEPARATOR, -1))
              .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
              .toArray(String[]::new);
      if (v[0].equals("row")) {
        counts.put(
            new Row(v[1], v[2], Integer.parseInt(v[3])),
            new Counts(Long.parseLong(v[4]), Long.parseLong(v[5]), Long.parseLong(v[6])));
      } else {
        spans.add(
            new FinishedSpan(
                v[1],
                v[2],
                v[3],
                v[4],
                v[5],
                Long.parseLong(v[6]),
                Long.parseLong(v[7]),
                v[8],
                attributes(v, 9)));
      }
    }
    return new SecondReport(counts, spans);
  }

  private static Map<String, String> attributes(String[] values, int from) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = from; i < values.length; i += 2) {
      attributes.put(values[i], values[i + 1]);
    }
    return Collections.unmodifiableMap(attributes);
  }
}
