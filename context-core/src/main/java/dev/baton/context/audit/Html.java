package dev.baton.context.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A page in the making: markup of ours, in which whatever comes from the program is escaped. */
final class Html {
  private final StringBuilder page = new StringBuilder();

  /** Appends markup, and in the place of each <code>{}</code> a value, escaped. */
  Html add(String markup, Object... values) {
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

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
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

  /** Text in which code is between backticks. */
  Html prose(String text) {
    int from = 0;
    for (int open = text.indexOf('`'); open >= 0; open = text.indexOf('`', from)) {
      int close = text.indexOf('`', open + 1);
      if (close < 0) {
        break;
      }
      add("{}<code>{}</code>", text.substring(from, open), text.substring(open + 1, close));
      from = close + 1;
    }
    return add("{}", text.substring(from));
  }

  int length() {
    return page.length();
  }

  @Override
  public String toString() {
    return page.toString();
  }

  /**
   * A file that lies beside this class; empty if it is not there, as in a native image: the page
   * can be read without its style and its script.
   */
  static String resource(String name) {
    try (InputStream file = Html.class.getResourceAsStream(name)) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
