package dev.baton.examples;

import static dev.baton.examples.ParsedPage.elements;
import static dev.baton.examples.ParsedPage.name;
import static dev.baton.examples.ParsedPage.ofClass;
import static dev.baton.examples.ParsedPage.rows;
import static dev.baton.examples.ParsedPage.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class TracePageTest {
  private static final Instant NOW = Instant.parse("2026-03-09T09:12:04.5Z");
  private static final String HOSTILE =
      "</script><!--<img src=x onerror=alert(1)> \" onclick=\"alert(1)' & {} \\u003c \\ ]]>"
          + "\u0000\u202E\u2028\uD83D\uFFFF\t\r\n";

  private static Comparison comparison(List<FinishedSpan> wrapped, List<FinishedSpan> plain) {
    return new Comparison(
        1000,
        new Outcome(Map.of(), 1, List.of(request(900, plain), request(901, Samples.whole()))),
        new Outcome(Map.of(), 1, List.of(request(900, wrapped), request(901, Samples.whole()))));
  }

  private static TracedRequest request(long number, List<FinishedSpan> spans) {
    return new TracedRequest(number, spans);
  }

  private final String html = TracePage.of(comparison(Samples.whole(), Samples.broken()), NOW);
  private final ParsedPage page = new ParsedPage(html);
  private final Element wrapped = page.sides(0).getFirst();
  private final Element plain = page.sides(0).getLast();

  @Test
  void pageSaysWhenItWasMadeAndOffersEachRequest() {
    assertThat(page.elements("header").findFirst().orElseThrow().getTextContent())
        .contains("One request, traced twice", "2026-03-09 09:12:04 UTC");
    assertThat(page.elements("label").map(Element::getTextContent))
        .containsExactly("request 900", "request 901");
    assertThat(page.elements("section").map(section -> section.hasAttribute("hidden")))
        .containsExactly(false, true);
  }

  @Test
  void eachSideSaysWhatHasBecomeOfTheRequest() {
    assertThat(texts(wrapped, "sum")).containsExactly("1 trace, 5 spans, 2 processes");
    assertThat(texts(plain, "sum"))
        .containsExactly("4 traces for one request, 1 span under another request");
  }

  @Test
  void wrappedSideIsOneTree() {
    assertThat(rows(wrapped).stream().map(ParsedPage::name))
        .containsExactly(
            "GET /order/{id}",
            "reserve item 1",
            "ask for the price",
            "GET /price/{id}",
            "look up price");
    assertThat(rows(wrapped).stream().map(row -> row.getAttribute("aria-level")))
        .containsExactly("1", "2", "2", "3", "4");
    assertThat(rows(wrapped).stream().map(row -> row.getAttribute("aria-expanded")))
        .containsExactly("true", "", "true", "true", "");
    assertThat(texts(wrapped, "where").subList(2, 4))
        .containsExactly("shop pool-3", "prices pool-4");
    assertThat(rows(wrapped).get(3).getAttribute("class")).isEqualTo("other");
    assertThat(texts(wrapped, "took")).startsWith("Takes", "10 ms", "3 ms");
    assertThat(rows(wrapped).stream().map(row -> row.getAttribute("tabindex")))
        .containsExactly("0", "-1", "-1", "-1", "-1");
  }

  /** It is submitted at 1 ms of 10, and runs from 3 to 6. */
  @Test
  void waitIsLeftOfTheBarFromTheSubmissionToTheStart() {
    Element row = rows(wrapped).get(1);
    Element wait = elements(row, "line").findFirst().orElseThrow();
    Element run = elements(row, "rect").findFirst().orElseThrow();

    assertThat(wait.getAttribute("x1")).isEqualTo("10.00%");
    assertThat(wait.getAttribute("x2")).isEqualTo("30.00%").isEqualTo(run.getAttribute("x"));
    assertThat(run.getAttribute("width")).isEqualTo("30.00%");
    assertThat(elements(rows(wrapped).getFirst(), "line")).isEmpty();
    assertThat(ofClass(row, "lane").findFirst().orElseThrow().getAttribute("aria-label"))
        .isEqualTo("shop, starts after 3 ms, waited 2 ms");
  }

  @Test
  void axisHasTicksAndALineForEach() {
    Element axis = ofClass(wrapped, "axis").findFirst().orElseThrow();
    assertThat(elements(axis, "text").map(Element::getTextContent))
        .containsExactly("0", "5 ms", "10 ms");
    Element grid = ofClass(wrapped, "grid").findFirst().orElseThrow();
    assertThat(elements(grid, "line").map(line -> line.getAttribute("x1")))
        .containsExactly("0.00%", "50.00%", "100.00%");
  }

  @Test
  void plainSideHasAGroupForEachFateAndSaysWhatIsWrong() {
    assertThat(texts(plain, "fate"))
        .containsExactly(
            "The request's own trace 1 span All that is left of it.",
            "Somebody else's trace 1 span Their thread had another request's context: they are"
                + " shown there, where they mislead.",
            "Context lost 3 spans in 2 traces Their thread had none: each began a trace of its"
                + " own, to which nothing leads.");
    assertThat(texts(plain, "wrong"))
        .containsExactly("", "request 17's", "own root", "", "own root");
    assertThat(ofClass(plain, "trace")).hasSize(4);
    assertThat(ofClass(wrapped, "fate")).isEmpty();
  }

  @Test
  void rowHasItsFacts() {
    JsonNode facts = page.facts(rows(wrapped).get(1));

    assertThat(facts.get(0).asText()).isEqualTo("reserve item 1");
    assertThat(facts.get(1).properties())
        .extracting(fact -> fact.getKey() + ": " + fact.getValue().asText())
        .containsExactly(
            "Process: shop",
            "Thread: pool-2",
            "Starts after: 3 ms",
            "Takes: 3 ms",
            "Waited before: 2 ms",
            "Kind: internal",
            "Trace: own",
            "Span: 2",
            "Parent: 1 (GET /order/{id})",
            "baton.task.wait.duration: 0.002",
            "thread.name: pool-2");
    assertThat(page.facts(rows(plain).get(1)).get(1).get("What is wrong").asText())
        .isEqualTo("It is in the trace of request 17, whose context its thread had.");
    assertThat(page.facts(rows(plain).get(2)).get(1).get("Parent").asText()).isEqualTo("none");
  }

  @Test
  void searchReadsNameThreadAndProcess() {
    assertThat(rows(wrapped).get(3).getAttribute("data-text"))
        .isEqualTo("GET /price/{id} pool-4 prices");
  }

  @Test
  void sideWithoutSpansSaysSo() {
    ParsedPage empty = new ParsedPage(TracePage.of(comparison(List.of(), List.of()), NOW));

    assertThat(empty.sides(0))
        .allSatisfy(
            side -> {
              assertThat(texts(side, "sum")).containsExactly("No spans of it were kept.");
              assertThat(ofClass(side, "tree")).isEmpty();
            });
    assertThat(rows(empty.sides(1).getFirst())).hasSize(5);
  }

  @Test
  void whateverASpanHoldsIsText() {
    FinishedSpan span =
        new FinishedSpan(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            "of " + HOSTILE,
            HOSTILE,
            0,
            1,
            HOSTILE,
            Map.of(HOSTILE, HOSTILE));
    FinishedSpan threaded = Samples.with(span, Tracing.THREAD, HOSTILE);
    FinishedSpan found = Samples.with(threaded, Tracing.FOUND, HOSTILE);

    String hostile = TracePage.of(comparison(Samples.whole(), List.of(found, threaded)), NOW);
    ParsedPage parsed = new ParsedPage(hostile);

    String shown = Markup.printable(HOSTILE);
    assertThat(shown).endsWith("\\u0000\\u202e\\u2028\\ud83d\\uffff\\u0009\\u000d\\u000a");
    assertThat(parsed.names()).isSubsetOf(page.names());
    assertThat(hostile.split("</script>", -1)).hasSize(3);
    List<Element> rows = rows(parsed.sides(0).getLast());
    assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(name(row)).isEqualTo(shown));
    JsonNode facts = parsed.facts(rows.getFirst());
    assertThat(facts.get(0).asText()).isEqualTo(shown);
    assertThat(facts.get(1).get("Thread").asText()).isEqualTo(shown);
    assertThat(facts.get(1).get(shown).asText()).isEqualTo(shown);
  }

  @Test
  void browserRunsNothingButTheScriptAndLoadsNothing() {
    assertThat(page.elements("meta").map(meta -> meta.getAttribute("content")))
        .contains(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
                + sha256(between(html, "<style>", "</style>"))
                + "'; script-src 'sha256-"
                + sha256(between(html, "<script>", "</script>\n</body>"))
                + "'");
    assertThat(html).doesNotContain("://", "src=", "url(", "style=", "@import", "innerHTML");
  }

  @Test
  void writtenPageIsThePageInUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("trace.html");
    Comparison comparison = comparison(Samples.whole(), Samples.broken());
    TracePage.write(file, comparison, NOW);
    assertThat(Files.readString(file)).isEqualTo(html);
  }

  private static String between(String text, String start, String end) {
    return text.substring(text.indexOf(start) + start.length(), text.indexOf(end));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
