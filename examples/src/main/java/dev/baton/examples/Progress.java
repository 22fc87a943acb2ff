package dev.baton.examples;

import java.io.PrintStream;
import java.util.Locale;

/** One line that is written over on a terminal; elsewhere a line every few seconds. */
final class Progress {
  private static final int BAR = 20;
  private static final long PAUSE_NANOS = 3_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final int requests;
  private long lastLine = System.nanoTime();
  private boolean linesPrinted;
  private int plain;
  private int wrapped;

  Progress(PrintStream out, boolean terminal, int requests) {
    this.out = out;
    this.terminal = terminal;
    this.requests = requests;
  }

  void plain(int answered) {
    plain = answered;
    show();
  }

  void wrapped(int answered) {
    wrapped = answered;
    show();
  }

  private void show() {
    if (terminal) {
      out.print("\r" + line());
      out.flush();
    } else if (System.nanoTime() - lastLine > PAUSE_NANOS) {
      lastLine = System.nanoTime();
      linesPrinted = true;
      out.println(line());
    }
  }

  private String line() {
    return String.format(
        Locale.ROOT,
        "  plain [%s] %,d   wrapped [%s] %,d   of %,d requests",
        bar(plain),
        plain,
        bar(wrapped),
        wrapped,
        requests);
  }

  private String bar(int answered) {
    int filled = (int) ((long) BAR * answered / requests);
    return "#".repeat(filled) + ".".repeat(BAR - filled);
  }

  /** Wipes the line, for what follows says more; elsewhere sets that off. */
  void end() {
    if (terminal) {
      out.print("\r" + " ".repeat(line().length()) + "\r");
      out.flush();
    } else if (linesPrinted) {
      out.println();
    }
  }
}
