package dev.baton.context.audit;

import static dev.baton.context.audit.Pages.elements;
import static dev.baton.context.audit.Pages.names;
import static dev.baton.context.audit.Pages.page;
import static dev.baton.context.audit.Pages.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@Tag("slot")
class HtmlReportTest {
  private static final Instant NOW = Instant.parse("2026-03-09T09:12:04Z");

  @Test
  void pageSaysWhatWasWatchedAndWhen() {
    String header = texts(page(SampleReport.report()), "header").getFirst();
    assertThat(header)
        .contains("Context was lost, mixed up or left behind at 6 places")
        .contains("2026-03-09 09:12:04 to 09:58:31 UTC")
        .contains("dev.baton.context.storage.SlotStorage");
  }

  @Test
  void summaryHasARowForEachKindAndALinkToTheFirstOfIt() {
    Document page = page(SampleReport.report());
    assertThat(texts(page, "th").stream().skip(4))
        .containsExactlyElementsOf(Stream.of(Kind.values()).map(Kind::toString).toList());
    assertThat(texts(page, "tr").get(4)).startsWith("unset read2about 1,300 times");
    assertThat(elements(page, "a").map(link -> link.getAttribute("href")))
        .containsExactly("#finding-1", "#finding-2", "#finding-3", "#finding-4", "#finding-6");
    assertThat(ids(page)).containsExactly("1", "2", "3", "4", "5", "6");
  }

  @Test
  void kindThatWasNotFoundIsInTheSummaryAndNotInTheFilter() {
    Document page = page(report(SampleReport.rawPool()));
    assertThat(texts(page, "tr")).contains("leaked scope0A scope was opened and not closed.");
    assertThat(elements(page, "input").map(input -> input.getAttribute("value")))
        .containsExactly("", "unset-read", "");
    assertThat(elements(page, "tr").skip(1).map(row -> row.getAttribute("class")))
        .containsExactly("none", "none", "none", "unset-read", "none");
  }

  @Test
  void findingHasItsLineItsWayItsMeaningAndItsRemedy() {
    Document page = page(report(SampleReport.endedSpan()));
    Element card = elements(page, "article").findFirst().orElseThrow();
    assertThat(card.getAttribute("data-kind")).isEqualTo("ended-span");
    assertThat(texts(page, "h2"))
        .containsExactly("com.acme.shop.mail.Mailer.sendLater (lambda) Mailer.java:46");
    assertThat(card.getTextContent())
        .contains("ended span", "205 times", "2026-03-09 09:12:45 to 09:56:04 UTC")
        .contains("The task outlived its request", "Let the span last as long")
        .contains("submitted on thread http-nio-8080-exec-2")
        .contains("com.acme.shop.orders.CheckoutController.checkout CheckoutController.java:71")
        .contains("read on thread mail-1", "Seen on mail-1, mail-2, mail-3");
    assertThat(texts(page, "pre"))
        .containsExactly(
            """
            Span span = tracer.spanBuilder("send mail")
                .setNoParent()
                .addLink(Span.current().getSpanContext())
                .startSpan();\
            """);
  }

  @Test
  void valueIsEscapedInTextAndInAttributes() {
    assertThat(new Html().add("<a title=\"{}\">{}</a>{", "\"'{}", "<&>").toString())
        .isEqualTo("<a title=\"&quot;&#39;{}\">&lt;&amp;&gt;</a>{");
  }

  @Test
  void codeInAParagraphIsMarkedAndABacktickAloneIsNot() {
    assertThat(new Html().prose("a `b<c` d `e` and 3`").toString())
        .isEqualTo("a <code>b&lt;c</code> d <code>e</code> and 3`");
    assertThat(new Html().prose("`b` c").toString()).isEqualTo("<code>b</code> c");
  }

  @Test
  void emptyReportSaysThatNothingWasLostAndHasNothingToFilter() {
    Document page = page(SampleReport.empty());
    assertThat(texts(page, "h1")).containsExactly("No context was lost");
    assertThat(texts(page, "p").stream().skip(1))
        .containsExactly("Each read of the current context was watched, and each scope.");
    assertThat(elements(page, "table")).isEmpty();
    assertThat(elements(page, "input")).isEmpty();
  }

  @Test
  void whatIsNotListedIsCounted() {
    assertThat(texts(page(SampleReport.many(3)), "p"))
        .contains("7 reads found no context, as expected: this had been declared.")
        .contains("1,234 more findings were at places beyond those listed.");
  }

  @Test
  void nameOfTheProgramIsTextWhateverItHolds() {
    Set<String> ours = names(page(SampleReport.report()));
    for (int seed = 0; seed < 100; seed++) {
      AuditReport report = new Hostile(seed).report();
      Document page = page(report);
      assertThat(names(page)).as("seed %s", seed).isSubsetOf(ours);
      assertThat(elements(page, "script")).as("seed %s", seed).hasSize(1);
      assertThat(elements(page, "article")).as("seed %s", seed).hasSameSizeAs(report.findings());
      String steps = String.join("", texts(page, "h4"));
      for (Finding finding : report.findings()) {
        for (Step step : finding.steps()) {
          assertThat(steps).as("seed %s", seed).contains(Words.thread(step.thread()));
        }
      }
    }
  }

  @Test
  void browserRunsNothingButTheScriptAndLoadsNothing() {
    String html = SampleReport.report().toHtml();
    Document page = page(SampleReport.report());
    assertThat(elements(page, "meta").map(meta -> meta.getAttribute("content")))
        .contains(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
                + sha256(between(html, "<style>", "</style>"))
                + "'; script-src 'sha256-"
                + sha256(between(html, "<script>", "</script>"))
                + "'");
    assertThat(html).doesNotContain("://", "src=", "url(", "style=", "@import");
  }

  @Test
  void styleOrScriptThatIsMissingIsDoneWithout() {
    assertThat(Html.resource("report.css")).contains(".leaked-scope");
    assertThat(Html.resource("report.js")).contains("addEventListener");
    assertThat(Html.resource("no such file")).isEmpty();
  }

  @Test
  void pageOfAThousandFindingsIsBounded() {
    assertThat(SampleReport.many(1000).toHtml().length()).isLessThan(5_000_000);
  }

  @Test
  void writtenPageIsThePageInUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("audit.html");
    SampleReport.report().writeHtml(file);
    assertThat(Files.readString(file)).isEqualTo(SampleReport.report().toHtml());
  }

  private static AuditReport report(Finding finding) {
    return new AuditReport(List.of(finding), NOW, NOW, "storage", 0, 0, List.of(), 0);
  }

  private static List<String> ids(Document page) {
    return elements(page, "article")
        .map(card -> card.getAttribute("id").replace("finding-", ""))
        .toList();
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
