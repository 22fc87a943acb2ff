package dev.baton.tracing;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request that has come from anywhere, as the propagators may see them. W3C Trace
 * Context has a second {@code traceparent} make both invalid, and several {@code tracestate} be one
 * list. What is longer than any propagator writes, or has characters that none does, is not there.
 */
final class ReceivedHeaders<R> implements TextMapGetter<R> {
  /** As many characters as W3C Baggage has a propagator keep. */
  private static final int MOST_CHARACTERS = 8192;

  private final RequestCarrier<? super R> carrier;

  ReceivedHeaders(RequestCarrier<? super R> carrier) {
    this.carrier = carrier;
  }

  /** None: OpenTelemetry discourages it, and has made it a default method after 1.62. */
  @Override
  @SuppressWarnings("deprecation")
  public Iterable<String> keys(R request) {
    return List.of();
  }

  @Override
  public @Nullable String get(@Nullable R request, String name) {
    List<String> values = values(request, name);
    if (values.size() > 1) {
      return name.equals("tracestate") ? String.join(",", values) : null;
    }
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Iterator<String> getAll(@Nullable R request, String name) {
    return values(request, name).iterator();
  }

  /** All of them, or none. */
  private List<String> values(@Nullable R request, String name) {
    List<String> values = new ArrayList<>(1);
    int characters = 0;
    for (String value : carrier.values(Objects.requireNonNull(request), name)) {
      if (value == null) {
        continue;
      }
      characters += value.length() + 1; // with what would part them
      if (characters > MOST_CHARACTERS + 1 || !isClean(value, name.equals("baggage"))) {
        return List.of();
      }
      values.add(value);
    }
    return values;
  }

  /**
   * Whether there is nothing in it that W3C Baggage does not allow, where OpenTelemetry's parser
   * would log each such entry with a stack trace, or no header may have.
   */
  private static boolean isClean(String value, boolean baggage) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean clean =
          switch (c) {
            case '\t' -> true;
            case '"', '\\' -> !baggage;
            case '%' -> !baggage || (isHex(value, i + 1) && isHex(value, i + 2));
            default -> c >= ' ' && c <= '~';
          };
      if (!clean) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(String value, int index) {
    return index < value.length() && Character.digit(value.charAt(index), 16) >= 0;
  }
}
