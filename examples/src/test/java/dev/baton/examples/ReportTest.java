package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void rendersAComparison() {
    Comparison comparison =
        Samples.comparison(new Counts(0, 2000, 0), new Counts(2000, 0, 0), "7", "7", "7");

    assertThat(String.join("\n", Report.of(comparison)) + "\n")
        .isEqualTo(
            """
                                        |          plain executors            |          wrapped executors
            boundary          callbacks |    right    missing  another's |    right    missing  another's
            ----------------------------+--------------------------------+--------------------------------
            thread pool           2,000 |        0      2,000          0 |    2,000          0          0
            batch                 1,000 |      125        100        775 |    1,000          0          0
            ----------------------------+--------------------------------+--------------------------------
            all                   3,000 |      125      2,100        775 |    3,000          0          0
            requests/second             |    1,234                       |    1,230

              thread pool      two tasks on a pool
              batch            one callback

              right            the context of the request that the callback works for
              missing          no request's context
              another's        the context of some other request
              requests/second  without the first fifth of the requests, which warms up

            One request with wrapped executors: 3 spans in one trace.

            span                         process  thread                     ms   0                        3.0
            GET /order/{id}              shop     pool-0                   3.00   ############################
            +- reserve item 1            shop     pool-1                   2.00            ###################
            \\- reserve item 2            shop     pool-2                   1.00                     ##########

            The same request with plain executors: 2 spans in 2 different traces.

            Wrapped: 3,000 of 3,000 callbacks had the right context. Plain: 125.
            """);
  }
}
