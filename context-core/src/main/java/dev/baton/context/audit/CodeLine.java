package dev.baton.context.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of code, in parts that can be shown.
 *
 * @param packageName with the dot at its end, or empty
 * @param method with its class: "OrderService.place"
 * @param file with the number of the line: "OrderService.java:41"
 */
record CodeLine(String packageName, String method, String file) {
  /**
   * What Java's compiler makes of a lambda's body, "lambda$place$0"; Kotlin's, "place$lambda$0".
   */
  private static final Pattern LAMBDA =
      Pattern.compile("(.*\\.)(?:lambda\\$(.+)|(.+)\\$lambda)\\$\\d+");

  static CodeLine of(StackTraceElement frame) {
    String type = frame.getClassName();
    int dot = type.lastIndexOf('.', (type + '/').indexOf('/')); // a hidden class has more after it
    return new CodeLine(
        Words.printable(type.substring(0, dot + 1)),
        Words.printable(type.substring(dot + 1)) + "." + Words.printable(frame.getMethodName()),
        fileOf(frame));
  }

  private static String fileOf(StackTraceElement frame) {
    String file = frame.getFileName();
    if (frame.isNativeMethod()) {
      return "Native Method";
    }
    if (file == null) {
      return "Unknown Source";
    }
    return Words.printable(file) + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber());
  }

  /** The method in which a lambda stands, if this is a lambda's body; otherwise empty. */
  String lambdaIn() {
    Matcher lambda = LAMBDA.matcher(method);
    if (!lambda.matches()) {
      return "";
    }
    return lambda.group(1) + (lambda.group(2) == null ? lambda.group(3) : lambda.group(2));
  }

  /** "com.acme.orders.OrderService.place(OrderService.java:41)", as in a stack trace. */
  @Override
  public String toString() {
    return packageName + method + "(" + file + ")";
  }

  /** The same, with the names of packages cut to a letter from the left, as far as need be. */
  String within(int width) {
    int excess = toString().length() - width;
    StringBuilder line = new StringBuilder();
    for (String name : packageName.split("(?<=\\.)", -1)) {
      boolean cut = excess > 0 && !name.isEmpty();
      String shown = cut ? name.substring(0, name.offsetByCodePoints(0, 1)) + "." : name;
      excess -= name.length() - shown.length();
      line.append(shown);
    }
    return line.append(method).append('(').append(file).append(')').toString();
  }
}
