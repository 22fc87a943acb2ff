package dev.baton.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** A page in the making: markup of ours, in which whatever comes from a span is escaped. */
final class Markup {
  private final StringBuilder page = new StringBuilder();

  /** Appends markup, and in the place of each <code>{}</code> a value, escaped. */
  Markup add(String markup, Object... values) {
    int from = 0;
    for (Object value : values) {
      int to = markup.indexOf("{}", from);
      page.append(markup, from, to);
      escape(value.toString());
      from = to + 2;
    }
    page.append(markup, from, markup.length());
    return this;
  }

  /** Appends what is markup, style or script as it stands. */
  Markup raw(String trusted) {
    page.append(trusted);
    return this;
  }

  private void escape(String text) {
    for (char c : printable(text).toCharArray()) {
      switch (c) {
        case '&' -> page.append("&amp;");
        case '<' -> page.append("&lt;");
        case '>' -> page.append("&gt;");
        case '"' -> page.append("&quot;");
        case '\'' -> page.append("&#39;");
        default -> page.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return page.toString();
  }

  /** Text without what cannot be seen: control characters, those that turn the direction round. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append(String.format(Locale.ROOT, "\\u%04x", point));
                default -> shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  /** A file that lies beside this class. */
  static String resource(String name) {
    try (InputStream file = Markup.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
