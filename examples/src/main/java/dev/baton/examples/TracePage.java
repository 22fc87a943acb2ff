package dev.baton.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** A few requests on both sides, as one page that needs nothing but itself. */
final class TracePage {
  private final Markup page = new Markup();
  private final SpanFacts facts = new SpanFacts();
  private final Comparison comparison;

  private TracePage(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Makes the folder of a page that is to be written. */
  static void prepare(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }

  static void write(Path file, Comparison comparison, Instant now) throws IOException {
    prepare(file);
    Files.writeString(file, of(comparison, now));
  }

  static String of(Comparison comparison, Instant now) {
    TracePage page = new TracePage(comparison);
    page.write(now);
    return page.page.toString();
  }

  private void write(Instant now) {
    String style = Markup.resource("trace.css");
    String script = Markup.resource("trace.js");
    head(style, script, now);
    controls();
    for (int i = 0; i < comparison.wrapped().traced().size(); i++) {
      request(i);
    }
    page.add(
        """
        <aside class="details" aria-label="Span" aria-live="polite" hidden="hidden">
        <h2></h2><button type="button">Close</button>
        <dl></dl>
        </aside>
        </main>
        <script type="application/json" id="spans">""");
    page.raw(facts.toString()).add("</script>\n<script>").raw(script);
    page.add("</script>\n</body>\n</html>\n");
  }

  /** The browser loads nothing, and runs nothing but our script, whatever else the page says. */
  private void head(String style, String script, Instant now) {
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
        <title>One request, traced twice</title>
        <style>""",
        hash(style),
        hash(script));
    page.raw(style);
    page.add(
        """
        </style>
        </head>
        <body>
        <header>
        <h1>One request, traced twice</h1>
        <p>The same service of two processes, with wrapped executors and with plain ones. \
        <span class="when">{} UTC</span></p>
        </header>
        <main>
        """,
        now.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", ""));
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

  /** What the script listens to: which request is shown, and which of its spans. */
  private void controls() {
    page.add(
        """
        <div class="controls" role="search">
        <fieldset><legend>Request</legend>
        """);
    List<TracedRequest> requests = comparison.wrapped().traced();
    for (int i = 0; i < requests.size(); i++) {
      page.add("<label><input type=\"radio\" name=\"request\" value=\"{}\"", i);
      page.add(i == 0 ? " checked=\"checked\"" : "");
      page.add(" autocomplete=\"off\"/>request {}</label>\n", requests.get(i).number());
    }
    page.add(
        """
        </fieldset>
        <input type="search" aria-label="Search" placeholder="Search spans, threads, processes" \
        autocomplete="off"/>
        <p class="shown" role="status"></p>
        <p class="legend" aria-hidden="true"><span class="shop">shop</span>\
        <span class="other">prices</span><span class="waiting">waits for its turn</span></p>
        </div>
        """);
  }

  private void request(int index) {
    TracedRequest wrapped = comparison.wrapped().traced().get(index);
    page.add("<section aria-label=\"Request {}\"", wrapped.number());
    page.add(index == 0 ? ">\n" : " hidden=\"hidden\">\n");
    new Waterfall(page, facts, wrapped).write("Wrapped");
    new Waterfall(page, facts, comparison.plain().traced().get(index)).write("Plain");
    page.add("</section>\n");
  }
}
