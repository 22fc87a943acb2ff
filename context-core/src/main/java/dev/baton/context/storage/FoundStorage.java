package dev.baton.context.storage;

/** What it means, for a person, that some storage is in place which is not ours. */
final class FoundStorage {
  private static final String PROVIDER =
      "-Dio.opentelemetry.context.contextStorageProvider=default";

  private FoundStorage() {}

  /** Of a storage that came by the class path, an option or an agent, however early we come. */
  static boolean isGiven(String storage) {
    return isOfTheAgent(storage) || isOfTheTests(storage) || isStrict(storage);
  }

  /**
   * Names it, says what holds with it, and what to do for ours.
   *
   * @param storage name of its class
   */
  static String describe(String storage) {
    return storage
        + " is in place and was left alone: "
        + guarantees(storage)
        + ". "
        + remedy(storage);
  }

  /** What holds without ours. */
  static String guarantees(String storage) {
    return isOfTheAgent(storage)
        ? "context is carried through makeCurrent(), and what a task leaves behind is neither"
            + " repaired nor reported"
        : "context is carried through makeCurrent(), and a thread is put back at the end of each"
            + " wrapped task; closes in the wrong order, and on other threads, are not repaired"
            + " before (see the table per storage in RATIONALE.md)";
  }

  private static String remedy(String storage) {
    if (isOfTheAgent(storage)) {
      return "It is the OpenTelemetry agent's: Baton's storage needs a JVM without the agent";
    }
    if (isOfTheTests(storage)) {
      return "opentelemetry-sdk-testing brings it: for Baton's storage take that off the class path"
          + " of the program, or start the JVM with "
          + PROVIDER;
    }
    if (isStrict(storage)) {
      return "It is the strict mode's, which is for tests: Baton's storage needs a JVM without"
          + " -Dio.opentelemetry.context.enableStrictContext";
    }
    return "It is a ContextStorageProvider's, which "
        + PROVIDER
        + " leaves out, or that of a wrapper which was added before Baton.install()";
  }

  private static boolean isOfTheAgent(String storage) {
    return storage.startsWith("io.opentelemetry.javaagent.");
  }

  private static boolean isOfTheTests(String storage) {
    return storage.startsWith("io.opentelemetry.sdk.testing.");
  }

  private static boolean isStrict(String storage) {
    return storage.equals("io.opentelemetry.context.StrictContextStorage");
  }
}
