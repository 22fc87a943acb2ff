package dev.baton.context.audit;

/** The report as one page that needs nothing but itself. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(AuditReport report) {
    return "<pre>" + report.toText() + "</pre>";
  }
}
