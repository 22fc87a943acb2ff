package dev.baton.executors;

/** The program of {@link WithoutGuava}, in a runtime image without the JDK's HTTP client. */
final class WithoutHttp {
  private WithoutHttp() {}

  public static void main(String[] arguments) throws Exception {
    try {
      Class.forName("java.net.http.HttpClient");
      throw new AssertionError("the HTTP client is here");
    } catch (ClassNotFoundException e) {
      WithoutGuava.main(arguments);
    }
  }
}
