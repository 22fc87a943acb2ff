package dev.baton.spring.app;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the traces show.
 *
 * @param requests how many there were
 * @param work pieces of work
 * @param lost those in a trace of their own
 * @param mixed those in the trace of another request
 * @param misLogged those which would be logged with another trace than their request's
 */
public record Verdict(int requests, int work, long lost, long mixed, long misLogged) {
  private static final AttributeKey<String> REQUEST = AttributeKey.stringKey(Work.REQUEST);
  private static final AttributeKey<String> LOGGED = AttributeKey.stringKey(Work.LOGGED);

  public static Verdict of(List<SpanData> spans) {
    Map<String, String> traces =
        spans.stream()
            .filter(span -> span.getName().equals("request"))
            .collect(Collectors.toMap(Verdict::request, SpanData::getTraceId));
    Map<String, String> requests =
        traces.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    List<SpanData> work = spans.stream().filter(span -> span.getName().equals("work")).toList();
    Function<SpanData, String> found =
        span -> requests.getOrDefault(span.getTraceId(), "none at all");
    return new Verdict(
        traces.size(),
        work.size(),
        work.stream().filter(span -> found.apply(span).equals("none at all")).count(),
        work.stream()
            .filter(span -> !found.apply(span).equals("none at all"))
            .filter(span -> !found.apply(span).equals(request(span)))
            .count(),
        work.stream()
            .filter(
                span ->
                    !String.valueOf(traces.get(request(span)))
                        .equals(span.getAttributes().get(LOGGED)))
            .count());
  }

  private static String request(SpanData span) {
    return String.valueOf(span.getAttributes().get(REQUEST));
  }
}
