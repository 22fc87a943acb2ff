package dev.baton.examples.beside;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * OpenTelemetry's library instrumentation of the JDK's HTTP client and server, on each storage:
 * what it does alone, which a new version may change, and with Baton.
 */
@Timeout(Guest.SECONDS + 40)
final class BesideHttpTest {
  private static final String STRICT = "io.opentelemetry.context.StrictContextStorage";

  enum Storage {
    OURS,
    DEFAULT,
    STRICT;

    /** Runs the program; it has warned of its storage and of nothing else. */
    Printed run() throws Exception {
      Guest guest = Guest.named("http");
      if (this == STRICT) {
        guest.with("-Dio.opentelemetry.context.enableStrictContext=true");
      }
      String[] arguments = this == DEFAULT ? new String[] {"late"} : new String[0];
      Printed printed = new Printed(guest.run("beside.http.HttpProgram", arguments));
      return switch (this) {
        case OURS -> printed.installed();
        case DEFAULT -> printed.warned("was in use before Baton.install()");
        case STRICT -> printed.warned(BesideHttpTest.STRICT + " is in place and was left alone");
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void traceIsWholeWithOursAndNotWithTheirsAlone(Storage storage) throws Exception {
    Printed printed = storage.run();
    assertClients(printed);
    assertServers(printed);
    printed
        .contains(
            "settings of the client: GET /orders/1, tenant [acme], cache [hit], asked true, answered true")
        .contains(
            "settings of the server: GET /orders (orders), tenant [acme], cache [hit], asked true, answered true")
        .contains(
            "settings of the client that fails: GET /orders/1, tenant [acme], cache null, asked true, answered false")
        .contains("only span: /orders", "spans of a filter with exceptions: 1")
        .contains("traces theirs alone: 0 whole of 300, 500 spans")
        .contains("traces with ours: 100 whole of 100, 500 spans");
  }

  /** Who registers stages is "other". */
  private static void assertClients(Printed printed) {
    assertBody(printed, "alone", "nobody");
    assertStages(printed, "alone", "sender", "nobody");
    printed.contains("alone: closed, and answers 200", "alone: no web sockets");
    assertBody(printed, "ours around", "sender");
    assertStages(printed, "ours around", "other", "other");
    assertBody(printed, "ours inside", "sender in POST");
    assertStages(printed, "ours inside", "sender", "nobody");
    assertBody(printed, "ours on both sides", "sender");
    assertStages(printed, "ours on both sides", "other", "other");
  }

  private static void assertBody(Printed printed, String client, String whose) {
    Stream.of(
            "publisher",
            "body handler",
            "subscriber's onSubscribe",
            "subscriber's onNext",
            "subscriber's onComplete")
        .forEach(callback -> printed.contains(client + ": " + callback + " " + whose));
  }

  private static void assertStages(Printed printed, String client, String fired, String async) {
    printed
        .contains(client + ": thenApply " + fired)
        .contains(client + ": thenApplyAsync on a wrapped pool " + fired)
        .contains(client + ": thenApplyAsync " + async)
        .contains(client + ": thenApply after thenApplyAsync " + async)
        .contains(client + ": status 200", client + ": span a child true, in the header true")
        .contains(client + ": cancelled ERROR, aborted true");
  }

  private static void assertServers(Printed printed) {
    printed
        .contains("handler: in GET /orders", "raw pool: nobody", "wrapped pool: in GET /orders")
        .contains("health: nobody", "span: GET /orders 200");
    assertLate(printed, "on a raw pool", "nobody, ended", "before true, status null");
    assertLate(printed, "on a wrapped pool", "in GET /orders, ended", "before true, status null");
    assertLate(printed, "with a span", "in answer", "before true, status null");
    printed.contains("late answer with a span: a child true, ends later true");
    assertLate(printed, "waited for", "in GET /orders", "before false, status 201");
  }

  private static void assertLate(Printed printed, String how, String whose, String ends) {
    String late = "late answer " + how + ": ";
    printed.contains(late + "status 201", late + whose, late + "span ends " + ends);
  }
}
