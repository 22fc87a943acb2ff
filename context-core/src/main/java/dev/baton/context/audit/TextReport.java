package dev.baton.context.audit;

/** The report as a person reads it in a terminal. */
final class TextReport {
  private TextReport() {}

  static String of(AuditReport report) {
    StringBuilder text = new StringBuilder();
    report.findings().forEach(finding -> text.append(finding).append('\n'));
    return text.toString();
  }
}
