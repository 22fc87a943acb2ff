package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The page is well-formed XML too, so that a parser can tell what a browser would make of it. */
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
  }

  @Test
  void stackShowsTheUsersCallsAndFoldsTheLibraries() {
    Document page = page(report(SampleReport.endedSpan()));
    assertThat(texts(page, "summary"))
        .containsExactly(
            "Stacks",
            "22 calls in jdk.internal, java.lang, org.springframework, jakarta.servlet, org.apache",
            "4 calls in dev.baton, java.util, java.lang");
    assertThat(elements(page, "li").filter(item -> item.getAttribute("class").equals("own")))
        .extracting(Element::getTextContent)
        .containsExactly(
            "com.acme.shop.mail.Mailer.sendLater(Mailer.java:44)",
            "com.acme.shop.orders.CheckoutController.checkout(CheckoutController.java:71)",
            "com.acme.shop.mail.Mailer.lambda$sendLater$0(Mailer.java:46)");
    assertThat(texts(page, "li"))
        .contains("io.opentelemetry.context.Context.current(Context.java:93)");
  }

  @Test
  void foldedCallsAreNamedByTheirPackagesIfTheyHaveAny() {
    List<StackTraceElement> stack =
        Stream.of("A", "B", "c.C", "d.d.D", "d.d.d.D").map(name -> frame(name, "X.java")).toList();
    assertThat(folded(stack)).isEqualTo("5 calls in c, d.d");
    assertThat(folded(stack.subList(0, 3))).isEqualTo("3 calls in c");
    assertThat(folded(Collections.nCopies(3, stack.getFirst()))).isEqualTo("3 calls");
  }

  private static String folded(List<StackTraceElement> stack) {
    Step step = new Step("read", stack.getFirst(), "main", stack, List.of());
    Finding finding =
        new Finding(Kind.UNSET_READ, List.of(step), 1, true, List.of(), NOW, NOW, "why", "what");
    return texts(page(report(finding)), "summary").getLast();
  }

  @Test
  void emptyReportSaysThatNothingWasLostAndHasNothingToFilter() {
    Document page = page(SampleReport.empty());
    assertThat(texts(page, "h1")).containsExactly("No context was lost");
    assertThat(texts(page, "p"))
        .contains("Each read of the current context was watched, and each scope.");
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
    for (int seed = 0; seed < 300; seed++) {
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
  void pageOfAThousandDeepStacksIsBoundedAndSaysWhatItLeavesOut() {
    StackTraceElement own = frame("com.acme.shop.orders.OrderService", "OrderService.java");
    StackTraceElement library =
        frame("org.apache.catalina.core.ApplicationFilterChain", "ApplicationFilterChain.java");
    List<StackTraceElement> code = Collections.nCopies(500, own);
    List<StackTraceElement> stack =
        Stream.concat(code.stream(), Stream.generate(() -> library).limit(500)).toList();
    Step step = new Step("read", own, "main", stack, code);
    Finding like = SampleReport.rawPool();
    Finding finding =
        new Finding(
            like.kind(),
            List.of(step, step),
            1,
            true,
            List.of("main"),
            NOW,
            NOW,
            like.explanation(),
            like.remedy());
    AuditReport report =
        new AuditReport(Collections.nCopies(1000, finding), NOW, NOW, "storage", 0, 0);
    assertThat(report.toHtml().length()).isLessThan(9_000_000);
    Document page = page(report);
    assertThat(texts(page, "li")).contains("… and 700 more", "… and 490 more");
    assertThat(texts(page, "summary"))
        .contains("Stacks", "Stacks, only your own calls: this page is long");
  }

  @Test
  void writtenPageIsThePageInUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("audit.html");
    SampleReport.report().writeHtml(file);
    assertThat(Files.readString(file)).isEqualTo(SampleReport.report().toHtml());
  }

  private static StackTraceElement frame(String type, String file) {
    return new StackTraceElement(type, "call", file, 12);
  }

  private static AuditReport report(Finding finding) {
    return new AuditReport(List.of(finding), NOW, NOW, "storage", 0, 0);
  }

  private static Document page(AuditReport report) {
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setErrorHandler(null);
      return parser.parse(new InputSource(new StringReader(report.toHtml())));
    } catch (ParserConfigurationException | SAXException | IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static Stream<Element> elements(Document page, String name) {
    NodeList elements = page.getElementsByTagName(name);
    return IntStream.range(0, elements.getLength()).mapToObj(i -> (Element) elements.item(i));
  }

  private static List<String> texts(Document page, String name) {
    return elements(page, name).map(Element::getTextContent).toList();
  }

  private static List<String> ids(Document page) {
    return elements(page, "article")
        .map(card -> card.getAttribute("id").replace("finding-", ""))
        .toList();
  }

  /** The names of the elements and of their attributes. */
  private static Set<String> names(Document page) {
    return elements(page, "*")
        .flatMap(
            element ->
                Stream.concat(
                    Stream.of(element.getTagName()),
                    IntStream.range(0, element.getAttributes().getLength())
                        .mapToObj(i -> element.getAttributes().item(i).getNodeName())))
        .collect(Collectors.toSet());
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
