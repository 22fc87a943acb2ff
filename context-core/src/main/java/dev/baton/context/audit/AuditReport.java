package dev.baton.context.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the audit has found by now: a list, a text to print, a page to open.
 *
 * @param findings sorted by what hurts: by kind, then by count
 * @param since when the audit began
 * @param until when this report was made
 * @param storage the context storage that was watched, by the name of its class
 * @param expected how many reads found nothing, as had been declared
 * @param unlisted how many findings there were beyond the places that are kept
 * @param open the traced operations that have not ended, of Baton's tracing; those that have been
 *     open for longest first
 * @param unlistedOpen how many of these there are beyond those that are followed
 */
public record AuditReport(
    List<Finding> findings,
    Instant since,
    Instant until,
    String storage,
    long expected,
    long unlisted,
    List<OpenOperation> open,
    long unlistedOpen) {
  /** Copies the lists. */
  public AuditReport {
    findings = List.copyOf(findings);
    open = List.copyOf(open);
  }

  /** A text of lines at most 100 characters wide, but for long names. */
  public String toText() {
    return TextReport.of(this);
  }

  /** A page that needs nothing but itself. */
  public String toHtml() {
    return HtmlReport.of(this);
  }

  /** Writes the page, and makes the folders that it takes. */
  public void writeHtml(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, toHtml(), StandardCharsets.UTF_8);
  }
}
