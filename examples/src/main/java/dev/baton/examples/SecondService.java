package dev.baton.examples;

/**
 * The service that the first one calls, in a process of its own. Writes its port to its output, and
 * ends when its input does: so it never outlives the process that started it.
 */
final class SecondService {
  static final String ROUTE = "/price/";
  static final String REPORT = "/report";

  private SecondService() {}

  /**
   * Takes the name of a {@link Wiring}, and the {@link Sample} of requests whose spans are kept.
   */
  public static void main(String[] args) throws Exception {
    Wiring.install();
    Wiring wiring = Wiring.valueOf(args[0]);
    Tracing tracing = new Tracing("prices", wiring, Sample.parse(args[1]));
    Service service = new Service(ROUTE, wiring, tracing, Boundaries.ofPrices(wiring));
    service.add(
        REPORT, exchange -> new SecondReport(service.tally().counts(), tracing.spans()).toText());
    System.out.println(service.port());
    while (System.in.read() >= 0) {
      // there is nothing to read: only the end counts
    }
    tracing.close();
    System.exit(0);
  }
}
