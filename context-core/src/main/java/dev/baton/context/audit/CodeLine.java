package dev.baton.context.audit;

/**
 * A line of code, in parts that can be shown.
 *
 * @param packageName with the dot at its end, or empty
 * @param method with its class: "OrderService.place"
 * @param file with the number of the line: "OrderService.java:41"
 */
record CodeLine(String packageName, String method, String file) {
  /** What the compiler calls a lambda's body: "lambda$place$0". */
  private static final String LAMBDA = "lambda$";

  static CodeLine of(StackTraceElement frame) {
    String type = frame.getClassName();
    int hidden = type.indexOf('/');
    int dot = type.lastIndexOf('.', hidden < 0 ? type.length() : hidden);
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
    int lambda = method.lastIndexOf("." + LAMBDA);
    if (lambda < 0) {
      return "";
    }
    int name = lambda + 1 + LAMBDA.length();
    int number = method.lastIndexOf('$');
    return number <= name ? "" : method.substring(0, lambda + 1) + method.substring(name, number);
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
      boolean cut = excess > 0 && name.length() > 2;
      String shown = cut ? name.substring(0, name.offsetByCodePoints(0, 1)) + "." : name;
      excess -= name.length() - shown.length();
      line.append(shown);
    }
    return line.append(method).append('(').append(file).append(')').toString();
  }
}
