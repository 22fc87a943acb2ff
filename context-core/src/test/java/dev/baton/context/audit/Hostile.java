package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Reports of a program whose every name is out to break them. */
final class Hostile {
  private static final List<String> PIECES =
      List.of(
          "<script>alert(1)</script>",
          "</script>",
          "</style>",
          "</code></article>",
          "<img src=x onerror=alert(1)>",
          "<!--",
          "]]>",
          "&amp;",
          "&#60;",
          "\" onclick=\"alert(1)",
          "'",
          "`",
          "{}",
          "\\u003c",
          "$1",
          "%s",
          "\uD83D",
          "\uDE00",
          "\uD83D\uDE00",
          "\uFFFF",
          "\u0000",
          "\u001b[2J",
          "\u0085",
          "\u202E",
          "\u2028",
          "\t",
          "\r\n",
          "\n    code",
          "\n\n",
          " ",
          ".",
          "/",
          "$",
          "lambda$",
          "é",
          "x".repeat(5000));

  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Random random;

  Hostile(long seed) {
    this.random = new Random(seed);
  }

  AuditReport report() {
    Instant now = Instant.EPOCH.plusSeconds(random.nextInt());
    return new AuditReport(
        IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(i -> finding(now)).toList(),
        now,
        now.plusSeconds(random.nextInt(100_000)),
        text(),
        random.nextInt(3),
        random.nextInt(3),
        IntStream.range(0, random.nextInt(3))
            .mapToObj(
                i ->
                    new OpenOperation(
                        text(),
                        step(),
                        random.nextInt(3),
                        Duration.ofMillis(random.nextInt(100_000))))
            .toList(),
        random.nextInt(3));
  }

  private Finding finding(Instant now) {
    return new Finding(
        KINDS.get(random.nextInt(KINDS.size())),
        IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> step()).toList(),
        random.nextLong(),
        random.nextBoolean(),
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> text()).toList(),
        now,
        now,
        text(),
        text());
  }

  private Step step() {
    List<StackTraceElement> stack =
        IntStream.range(0, random.nextInt(12)).mapToObj(i -> frame()).toList();
    List<StackTraceElement> code = stack.stream().filter(frame -> random.nextBoolean()).toList();
    return new Step(text(), frame(), text(), stack, code);
  }

  private StackTraceElement frame() {
    return new StackTraceElement(
        text(), text(), random.nextBoolean() ? text() : null, random.nextInt(5) - 2);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
