package dev.baton.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A bar chart.
 *
 * @param title over it
 * @param bars from top to bottom
 */
record Chart(String title, List<Bar> bars) {
  private static final int LABELS = 240;
  private static final int LONGEST = 340;
  private static final int ROW = 22;

  /** A bar, with what is written before it and after it. */
  record Bar(String label, double value, String text) {}

  String svg() {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    int height = ROW * (bars.size() + 2);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 %d" font-family="sans-serif" font-size="13">
        <rect width="720" height="%d" fill="white"/>
        <text x="10" y="18" font-weight="bold">%s</text>
        """
            .formatted(height, height, escaped(title)));
    int top = ROW + 10;
    for (Bar bar : bars) {
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect x="%d" y="%d" width="%.1f" height="%d" fill="#4a7fb5"/>
              <text x="%.1f" y="%d" fill="#444">%s</text>
              """,
              LABELS - 8,
              top + 14,
              escaped(bar.label()),
              LABELS,
              top + 2,
              LONGEST * bar.value() / most,
              ROW - 6,
              LABELS + LONGEST * bar.value() / most + 6,
              top + 14,
              escaped(bar.text())));
      top += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
