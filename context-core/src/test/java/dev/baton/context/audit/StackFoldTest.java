package dev.baton.context.audit;

import static dev.baton.context.audit.Pages.elements;
import static dev.baton.context.audit.Pages.page;
import static dev.baton.context.audit.Pages.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@Tag("slot")
class StackFoldTest {
  private static final Instant NOW = Instant.parse("2026-03-09T09:12:04Z");

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
  void stackIsWholeUpToThreeHundredCalls() {
    List<StackTraceElement> stack = Collections.nCopies(300, frame("a.A", "A.java"));
    Step step = new Step("read", stack.getFirst(), "main", stack, List.of());
    Finding finding =
        new Finding(Kind.UNSET_READ, List.of(step), 1, true, List.of(), NOW, NOW, "why", "what");
    Document page = page(report(finding));
    assertThat(texts(page, "summary")).containsExactly("Stack", "300 calls in a");
    assertThat(texts(page, "li")).noneMatch(item -> item.startsWith("… and"));
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
        new AuditReport(
            Collections.nCopies(1000, finding), NOW, NOW, "storage", 0, 0, List.of(), 0);
    String html = report.toHtml();
    assertThat(html.length()).isLessThan(9_000_000);
    assertThat(html)
        .contains("<li>… and 700 more</li>", "<li>… and 490 more</li>")
        .contains("<summary>Stacks</summary>")
        .contains("<summary>Stacks, only your own calls: this page is long</summary>");
  }

  private static StackTraceElement frame(String type, String file) {
    return new StackTraceElement(type, "call", file, 12);
  }

  private static AuditReport report(Finding finding) {
    return new AuditReport(List.of(finding), NOW, NOW, "storage", 0, 0, List.of(), 0);
  }
}
