package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The report as one page that needs nothing but itself. */
final class HtmlReport {
  private final Html page = new Html();
  private final AuditReport report;

  private HtmlReport(AuditReport report) {
    this.report = report;
  }

  static String of(AuditReport report) {
    return new HtmlReport(report).write();
  }

  private String write() {
    String style = Html.resource("report.css");
    String script = Html.resource("report.js");
    head(style, script);
    if (!report.findings().isEmpty()) {
      kinds();
      filter();
      FindingCard card = new FindingCard(page);
      report.findings().forEach(card::add);
    }
    rest();
    open();
    page.add("</main>\n<script>").add(script).add("</script>\n</body>\n</html>\n");
    return page.toString();
  }

  /** The browser loads nothing, and runs nothing but our script, whatever else the page says. */
  private void head(String style, String script) {
    page.add(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; \
        form-action 'none'; style-src {}; script-src {}"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{}</title>
        <style>""",
        hash(style),
        hash(script),
        Words.headline(report));
    page.add(style);
    page.add(
        """
        </style>
        </head>
        <body>
        <header>
        <h1>{}</h1>
        <p>{} <span class="watched">storage watched: <code>{}</code></span></p>
        </header>
        <main>
        """,
        Words.headline(report),
        Words.span(report.since(), report.until()),
        Words.printable(report.storage()));
  }

  private static String hash(String content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void kinds() {
    page.add(
        """
        <table class="kinds">
        <thead><tr><th scope="col">Kind</th><th scope="col">Places</th><th scope="col">How often</th>\
        <th scope="col">What it means</th></tr></thead>
        <tbody>
        """);
    for (Kind kind : Kind.values()) {
      List<Finding> findings = of(kind);
      page.add("<tr class=\"{}\"><th scope=\"row\">", findings.isEmpty() ? "none" : css(kind));
      if (findings.isEmpty()) {
        page.add("<span class=\"kind\">{}</span></th><td>0</td><td></td>", kind);
      } else {
        page.add(
            "<a class=\"kind\" href=\"#finding-{}\">{}</a></th><td>{}</td><td>{}</td>",
            report.findings().indexOf(findings.getFirst()) + 1,
            kind,
            Words.number(findings.size()),
            Words.times(findings));
      }
      page.add("<td>{}</td></tr>\n", meaning(kind));
    }
    page.add("</tbody>\n</table>\n");
  }

  private List<Finding> of(Kind kind) {
    return report.findings().stream().filter(finding -> finding.kind() == kind).toList();
  }

  static String css(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String meaning(Kind kind) {
    return switch (kind) {
      case POLLUTED_THREAD ->
          "A task found the context that another had left on its thread, and worked under it.";
      case ENDED_SPAN -> "The current span had ended: what was traced there got the wrong parent.";
      case LOST_IN_FUTURE ->
          "A stage of a future ran with the context of whoever completed the future.";
      case UNSET_READ -> "The current context was read where none had been set.";
      case LEAKED_SCOPE -> "A scope was opened and not closed.";
    };
  }

  /** Shown by the script, without which it would do nothing. */
  private void filter() {
    page.add(
        """
        <div class="filter" role="search" hidden="hidden">
        <fieldset><legend>Kind</legend>
        <label><input type="radio" name="kind" value="" checked="checked" \
        autocomplete="off"/>all</label>
        """);
    for (Kind kind : Kind.values()) {
      if (!of(kind).isEmpty()) {
        page.add(
            """
            <label class="{}"><input type="radio" name="kind" value="{}" autocomplete="off"/>{}</label>
            """,
            css(kind),
            css(kind),
            kind);
      }
    }
    page.add(
        """
        </fieldset>
        <input type="search" aria-label="Search" placeholder="Search classes, threads" \
        autocomplete="off"/>
        <p class="shown" role="status"></p>
        </div>
        """);
  }

  private void rest() {
    if (report.findings().isEmpty()) {
      page.add("<p class=\"empty\">{}</p>\n", Words.watched());
    }
    if (report.expected() > 0) {
      page.add("<p class=\"rest\">{}</p>\n", Words.expected(report));
    }
    if (report.unlisted() > 0) {
      page.add("<p class=\"rest\">{}</p>\n", Words.unlisted(report));
    }
  }

  private void open() {
    if (report.open().isEmpty() && report.unlistedOpen() == 0) {
      return;
    }
    page.add("<p class=\"rest\">{}</p>\n<ol class=\"open\">\n", Words.operations(report));
    for (OpenOperation operation : report.open()) {
      page.add(
          "<li><b>{}</b>, {}, at <code>{}</code></li>\n",
          Words.printable(operation.name()),
          Words.open(operation),
          CodeLine.of(operation.started().place()));
    }
    page.add("</ol>\n");
    if (report.unlistedOpen() > 0) {
      page.add("<p class=\"rest\">{}</p>\n", Words.unlistedOpen(report));
    }
  }
}
