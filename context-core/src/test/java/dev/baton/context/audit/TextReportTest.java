package dev.baton.context.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slot")
class TextReportTest {
  private static final Instant NOW = Instant.parse("2026-03-09T23:59:58.5Z");
  private static final StackTraceElement PLACE =
      new StackTraceElement("com.acme.Service", "call", "Service.java", 12);

  @Test
  void reportNamesEachPlaceWhatItMeansAndWhatToDo() {
    AuditReport sample = SampleReport.report();
    AuditReport report =
        new AuditReport(
            List.of(SampleReport.endedSpan(), SampleReport.lostInFuture()),
            sample.since(),
            sample.until(),
            sample.storage(),
            512,
            1,
            List.of(),
            0);
    assertThat(report.toText())
        .isEqualTo(
            """
            Context was lost, mixed up or left behind at more than 2 places.
            2026-03-09 09:12:04 to 09:58:31 UTC
            storage watched: dev.baton.context.storage.SlotStorage

              ended span            1 place       205 times
              lost in a raw future  1 place       about 1,200 times

            1. ended span, 205 times
               at com.acme.shop.mail.Mailer.lambda$sendLater$0(Mailer.java:46)
               2026-03-09 09:12:45 to 09:56:04 UTC
               on mail-1, mail-2, mail-3

               submitted on http-nio-8080-exec-2
                 at com.acme.shop.mail.Mailer.sendLater(Mailer.java:44)
                 at com.acme.shop.orders.CheckoutController.checkout(CheckoutController.java:71)
               read on mail-1
                 at com.acme.shop.mail.Mailer.lambda$sendLater$0(Mailer.java:46)

               The task outlived its request: the current span had ended when this line ran. What it traces
               hangs below a span that is over.

               What to do: Let the span last as long as its work, or give the work a span of its own that links
               to it:

                   Span span = tracer.spanBuilder("send mail")
                       .setNoParent()
                       .addLink(Span.current().getSpanContext())
                       .startSpan();

            2. lost in a raw future, about 1,200 times
               at com.acme.shop.prices.PriceClient$Answers.onAnswer(PriceClient.java:88)
               2026-03-09 09:12:45 to 09:56:04 UTC
               on prices-io-3, prices-io-4, prices-io-5

               This line completed a raw `CompletableFuture`, which handed its next stage to a wrapped executor.
               The stage got the context of this thread, not that of the code that added it.

               What to do: Wrap the future where its stages are added:

                   ContextFutures.wrap(prices.load(item)).thenApplyAsync(Quote::of, pool)

            512 reads found no context, as expected: this had been declared.
            1 more finding was at places beyond those listed.
            """);
  }

  @Test
  void findingOfEachKindIsInTheReport() {
    String text = SampleReport.report().toText();
    for (Kind kind : Kind.values()) {
      assertThat(text).contains(". " + kind + ", ");
    }
  }

  @Test
  void emptyReportSaysThatNothingWasLostAndWhatWasWatched() {
    assertThat(SampleReport.empty().toText())
        .isEqualTo(
            """
            No context was lost.
            2026-03-09 09:12:04 to 09:58:31 UTC
            storage watched: dev.baton.context.storage.SlotStorage
            Each read of the current context was watched, and each scope.
            """);
  }

  @Test
  void emptyListIsNoEmptyReportIfThereWereFindingsBeyondIt() {
    assertThat(new AuditReport(List.of(), NOW, NOW, "storage", 0, 2, List.of(), 0).toText())
        .startsWith("Context was lost, mixed up or left behind at more than 0 places.\n")
        .endsWith("\n\n2 more findings were at places beyond those listed.\n");
  }

  @Test
  void linesAreAtMostAHundredColumnsWide() {
    StackTraceElement deep =
        new StackTraceElement(
            "com.acme.shop.backoffice.reporting.quarterly.internal.aggregation.Aggregator",
            "aggregateEverything",
            "Aggregator.java",
            1234);
    List<String> threads = List.of("a thread with a long name of 1", "x".repeat(60), "y", "z");
    String text = text(finding(deep, "main", threads, "word ".repeat(100), "word ".repeat(100)));
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .contains("   at c.a.s.b.r.quarterly.internal.aggregation.Aggregator.aggregateEver")
        .contains("on a thread with a long name of 1, " + "x".repeat(60) + ",\n   y, z\n");
  }

  @Test
  void packageIsNotCutWhereTheLineFits() {
    CodeLine line = CodeLine.of(PLACE);
    assertThat(line.within(37)).isEqualTo("c.acme.Service.call(Service.java:12)");
    assertThat(line.within(38)).isEqualTo("com.acme.Service.call(Service.java:12)");
    assertThat(line.within(1)).isEqualTo("c.a.Service.call(Service.java:12)");
  }

  @Test
  void stepThatSaysNothingNewIsLeftOut() {
    Step step = new Step("read", PLACE, "main", List.of(PLACE), List.of(PLACE));
    Finding like = finding(PLACE, "main", List.of("main"), "why", "what");
    String text =
        text(
            new Finding(
                like.kind(), List.of(step), 1, true, List.of("main"), NOW, NOW, "why", "what"));
    assertThat(text).containsOnlyOnce("at com.acme.Service.call").doesNotContain("read on");
    assertThat(text(like)).contains("read on main\n");
  }

  @Test
  void findingAndStepAreOneLineEach() {
    assertThat(SampleReport.lostInFuture())
        .hasToString(
            "lost in a raw future at com.acme.shop.prices.PriceClient$Answers.onAnswer"
                + "(PriceClient.java:88) (about 1204)");
    assertThat(SampleReport.rawPool().toString()).endsWith("(96)");
    assertThat(SampleReport.leakedScope().steps().getFirst())
        .hasToString(
            "opened at com.acme.shop.web.TenantFilter.doFilterInternal(TenantFilter.java:38)"
                + " on http-nio-8080-exec-7");
  }

  @Test
  void lambdaIsNamedByItsMethod() {
    assertThat(new CodeLine("", "A.lambda$place$0", "").lambdaIn()).isEqualTo("A.place");
    assertThat(new CodeLine("", "A$B.lambda$a$b$12", "").lambdaIn()).isEqualTo("A$B.a$b");
    assertThat(new CodeLine("", "AKt.place$lambda$0", "").lambdaIn()).isEqualTo("AKt.place");
    assertThat(new CodeLine("", "A.access$000", "").lambdaIn()).isEmpty();
    assertThat(new CodeLine("", "A.lambda$$0", "").lambdaIn()).isEmpty();
  }

  @Test
  void nameThatIsLongerThanALineIsNotBroken() {
    String text = text(finding(PLACE, "main", List.of("x".repeat(200), "y"), "why", "what"));
    assertThat(text).contains("   on\n   " + "x".repeat(200) + ",\n   y\n");
  }

  @Test
  void nameThatIsMuchLongerLosesItsMiddle() {
    String text = text(finding(PLACE, "main", List.of("x".repeat(9999) + "-17"), "why", "what"));
    assertThat(text).contains(" on\n   " + "x".repeat(200) + "…" + "x".repeat(97) + "-17\n");
    assertThat(Words.printable("x".repeat(300))).isEqualTo("x".repeat(300));
  }

  @Test
  void threadWithoutANameIsUnnamed() {
    String text = text(finding(PLACE, "", List.of(""), "why", "what"));
    assertThat(text).contains("on an unnamed thread\n");
  }

  @Test
  void lineThatIsNotKnownIsLeftOut() {
    assertThat(text(new StackTraceElement("A", "b", "A.java", -1))).contains("at A.b(A.java)\n");
    assertThat(text(new StackTraceElement("A", "b", null, 3))).contains("at A.b(Unknown Source)\n");
    assertThat(text(new StackTraceElement("A", "b", "A.java", -2)))
        .contains("at A.b(Native Method)\n");
    assertThat(text(new StackTraceElement("com.acme.A$$Lambda/0x0.1", "b", "A.java", 0)))
        .contains("at com.acme.A$$Lambda/0x0.1.b(A.java:0)\n");
  }

  private static String text(StackTraceElement place) {
    return text(finding(place, "main", List.of(), "why", "what"));
  }

  @Test
  void countIsInWordsAndAnEstimateIsRounded() {
    assertThat(Words.times(1, true)).isEqualTo("once");
    assertThat(Words.times(0, true)).isEqualTo("0 times");
    assertThat(Words.times(12_345, true)).isEqualTo("12,345 times");
    assertThat(Words.times(1, false)).isEqualTo("about once");
    assertThat(Words.times(99, false)).isEqualTo("about 99 times");
    assertThat(Words.times(12_345, false)).isEqualTo("about 12,000 times");
    assertThat(Words.times(1006, false)).isEqualTo("about 1,000 times");
    assertThat(Words.times(1250, false)).isEqualTo("about 1,300 times");
    assertThat(Words.times(995, false)).isEqualTo("about 1,000 times");
    assertThat(Words.times(Long.MAX_VALUE, false)).startsWith("about 9,2");
  }

  @Test
  void timesOfOneDayNameItOnce() {
    assertThat(Words.span(NOW, NOW)).isEqualTo("2026-03-09 23:59:58 UTC");
    assertThat(Words.span(NOW.minusSeconds(1), NOW))
        .isEqualTo("2026-03-09 23:59:57 to 23:59:58 UTC");
    assertThat(Words.span(NOW, NOW.plusSeconds(2)))
        .isEqualTo("2026-03-09 23:59:58 to 2026-03-10 00:00:00 UTC");
    assertThat(Words.span(Instant.MIN, Instant.MAX)).startsWith("-1000000000-01-01");
  }

  @Test
  void codeKeepsItsLinesAndIndents() {
    assertThat(Prose.blocks("Do\nthis:\n    a {\n      b\n\n    }\nand\n\nthat"))
        .containsExactly(
            new Prose(false, List.of("Do", "this:")),
            new Prose(true, List.of("a {", "  b", "", "}")),
            new Prose(false, List.of("and")),
            new Prose(false, List.of("that")));
    assertThat(Prose.blocks(" \n\n")).isEmpty();
  }

  @Test
  void nothingThatANameHoldsReachesTheTerminal() {
    for (int seed = 0; seed < 100; seed++) {
      String text = new Hostile(seed).report().toText();
      assertThat(text.codePoints().filter(Character::isISOControl).distinct().toArray())
          .as("seed %s", seed)
          .containsExactly('\n');
      assertThat(text).doesNotContain("\u202E", "\u2028");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).as("seed %s", seed).isEqualTo(text);
    }
  }

  private static Finding finding(
      StackTraceElement place, String thread, List<String> threads, String why, String what) {
    Step step = new Step("read", place, thread, List.of(place), List.of(place));
    return new Finding(Kind.UNSET_READ, List.of(step, step), 1, true, threads, NOW, NOW, why, what);
  }

  private static String text(Finding... findings) {
    return new AuditReport(Arrays.asList(findings), NOW, NOW, "storage", 0, 0, List.of(), 0)
        .toText();
  }
}
