package dev.baton.examples;

import java.util.List;

/**
 * The spans that were made for one request, whichever trace they ended up in.
 *
 * @param spans from both processes
 */
record TracedRequest(long number, List<FinishedSpan> spans) {
  static TracedRequest of(long number, List<FinishedSpan> spans) {
    return new TracedRequest(
        number, spans.stream().filter(span -> span.request() == number).toList());
  }

  long traces() {
    return spans.stream().map(FinishedSpan::traceId).distinct().count();
  }

  long processes() {
    return spans.stream().map(FinishedSpan::process).distinct().count();
  }
}
