package dev.baton.examples;

/** A callback that a boundary hands on, from that moment to the one at which it runs. */
final class Callback {
  private final Request request;
  private final Row row;
  private final String spanName;
  private final long submitted = System.nanoTime();

  Callback(Request request, Row row, String spanName) {
    this.request = request;
    this.row = row;
    this.spanName = spanName;
  }

  void run() {
    run(() -> {});
  }

  void run(Request.Work work) {
    request.run(row, spanName, System.nanoTime() - submitted, work);
  }
}
