package dev.baton.context.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * A block of an explanation or a remedy: a paragraph, in which code is between backticks, or code,
 * whose lines are indented by four spaces.
 *
 * @param code whether it is code
 * @param lines of code without the indent, of a paragraph as they came
 */
record Prose(boolean code, List<String> lines) {
  private static final String INDENT = "    ";
  private static final int LONGEST_LINE = 2000;

  static List<Prose> blocks(String text) {
    List<Prose> blocks = new ArrayList<>();
    boolean apart = true;
    for (String line : text.lines().toList()) {
      boolean code = line.startsWith(INDENT);
      if (line.isBlank()) {
        apart = true;
        continue;
      }
      boolean goesOn = !blocks.isEmpty() && blocks.getLast().code == code;
      if (goesOn && apart && code) {
        blocks.getLast().lines.add("");
      } else if (!goesOn || apart) {
        blocks.add(new Prose(code, new ArrayList<>()));
      }
      apart = false;
      String shown = code ? line.substring(INDENT.length()).stripTrailing() : line.strip();
      blocks.getLast().lines.add(Words.printable(shown, LONGEST_LINE));
    }
    return blocks;
  }
}
