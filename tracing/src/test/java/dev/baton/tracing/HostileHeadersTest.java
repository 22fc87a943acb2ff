package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tracing.TracedRequestsTest.Message;
import dev.baton.tracing.TracedRequestsTest.MessageCarrier;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a peer sends, its request is served, under its trace or a new one. */
final class HostileHeadersTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";

  /** As W3C Trace Context has it, written down a second time. */
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
              + "|(?!ff|00)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
              + "(-[\\t -~]*)?)");

  private static final String[] PIECES = {
    "",
    "-",
    "=",
    ",",
    ";",
    " ",
    "\t",
    "%",
    "%zz",
    "%00",
    "%0d%0a",
    "\r\nX-Evil: 1",
    "\0",
    "\"",
    "\\",
    "\u00e9",
    "\ud800",
    "00",
    "ff",
    "01",
    "FF",
    "0".repeat(32),
    TRACE,
    TRACE.toUpperCase(Locale.ROOT),
    SPAN,
    VALID,
    "a=b",
    "a=b;c=d",
    "vendor@tenant=1",
    "${jndi:ldap://x}",
    "<script>",
    "k".repeat(300) + "=v",
    "a=b,".repeat(40),
    "x".repeat(9000)
  };

  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedRequests<Message> requests =
      TracedRequests.of(collected.sdk, new MessageCarrier());
  private final AtomicInteger warnings = new AtomicInteger();
  private final Logger logger = Logger.getLogger("io.opentelemetry");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          if (logged.getLevel().intValue() >= Level.INFO.intValue()) {
            warnings.incrementAndGet();
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  HostileHeadersTest() {
    logger.addHandler(handler);
  }

  @AfterEach
  void close() {
    logger.removeHandler(handler);
    collected.close();
  }

  /** Serves a request and gives the context that it was served under. */
  private Context serve(List<String> traceparent, List<String> tracestate, List<String> baggage) {
    Message message = Message.of("buy");
    message.headers().put("traceparent", traceparent);
    message.headers().put("tracestate", tracestate);
    message.headers().put("baggage", baggage);
    TracedOperation served = requests.startServing(message);
    served.end();
    return served.context();
  }

  private SpanData last() {
    List<SpanData> spans = collected.spans();
    return spans.get(spans.size() - 1);
  }

  private static SpanContext span(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  @Test
  void anyHeadersAreServedUnderTheirTraceOrANewOne() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int children = 0;
    for (int i = 0; i < 5_000; i++) {
      List<String> traceparent = values(random, true);
      List<String> tracestate = values(random, false);
      List<String> baggage = values(random, false);
      String input = "seed " + seed + ": " + traceparent + " / " + tracestate + " / " + baggage;
      Context context = serve(traceparent, tracestate, baggage);
      boolean valid =
          traceparent.size() == 1
              && traceparent.get(0).length() <= 8192
              && TRACEPARENT.matcher(traceparent.get(0)).matches();
      SpanData span = last();
      assertThat(span.getTraceId()).as(input).isEqualTo(span(context).getTraceId());
      if (valid) {
        children++;
        assertThat(traceparent.get(0)).as(input).contains(span.getTraceId());
        assertThat(traceparent.get(0)).as(input).contains(span.getParentSpanId());
      } else {
        assertThat(span.getParentSpanId()).as(input).isEqualTo(SpanId.getInvalid());
        assertThat(span.getTraceId()).as(input).isNotEqualTo(TRACE);
      }
      assertThat(span(context).getTraceState().size()).as(input).isLessThanOrEqualTo(32);
      assertThat(Baggage.fromContext(context).size()).as(input).isLessThanOrEqualTo(180);
      assertCleanWhenSentOn(context, input);
    }
    assertThat(children).isGreaterThan(50);
    assertThat(warnings).as("what a peer can have logged").hasValue(0);
  }

  /** Nothing gets into the next request that no header may have. */
  private void assertCleanWhenSentOn(Context context, String input) {
    Message next = Message.of("pay");
    try (var scope = context.makeCurrent()) {
      requests.startCall(next).end();
    }
    next.headers()
        .forEach(
            (name, values) -> {
              assertThat(values).as(input).hasSize(1);
              assertThat(values.get(0)).as(input).matches("[\\t -~]*");
              assertThat(values.get(0).length()).as(input).isLessThanOrEqualTo(16_384);
            });
  }

  private static List<String> values(Random random, boolean mostlyOne) {
    int count = mostlyOne && random.nextInt(4) > 0 ? 1 : random.nextInt(4);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value(random));
    }
    return values;
  }

  /** Something valid with a character or two changed, or pieces put together. */
  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    if (random.nextBoolean()) {
      value.append(VALID);
      for (int i = random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(value.length());
        value.replace(at, at + 1, PIECES[random.nextInt(PIECES.length)]);
        if (value.isEmpty()) {
          break;
        }
      }
    } else {
      for (int i = random.nextInt(5); i > 0; i--) {
        value.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return value.toString();
  }

  @Test
  void secondTraceparentMakesBothInvalid() {
    assertThat(span(serve(List.of(VALID, VALID), List.of(), List.of())).getTraceId())
        .isNotEqualTo(TRACE);
  }

  @Test
  void severalTracestatesAreOneList() {
    Context context = serve(List.of(VALID), List.of("a=1", "b=2"), List.of());
    assertThat(span(context).getTraceState().asMap())
        .containsEntry("a", "1")
        .containsEntry("b", "2");
  }

  @Test
  void brokenTracestateLeavesTheTrace() {
    Context context = serve(List.of(VALID), List.of("a=1,".repeat(33)), List.of());
    assertThat(span(context).getTraceId()).isEqualTo(TRACE);
    assertThat(span(context).getTraceState().isEmpty()).isTrue();
  }

  @Test
  void severalBaggagesAreOne() {
    Baggage baggage =
        Baggage.fromContext(serve(List.of(VALID), List.of(), List.of("a=1", "b=2,c=%20")));
    assertThat(baggage.getEntryValue("a")).isEqualTo("1");
    assertThat(baggage.getEntryValue("b")).isEqualTo("2");
    assertThat(baggage.getEntryValue("c")).isEqualTo(" ");
  }

  @Test
  void asMuchBaggageAsAPropagatorWritesIsRead() {
    String value = "v".repeat(8190);
    Baggage baggage = Baggage.fromContext(serve(List.of(VALID), List.of(), List.of("a=" + value)));
    assertThat(baggage.getEntryValue("a")).isEqualTo(value);
  }

  @Test
  void headersWithoutAnEndAreReadToALimit() {
    AtomicInteger read = new AtomicInteger();
    TracedRequests<Message> endless =
        TracedRequests.of(
            collected.sdk,
            new RequestCarrier<Message>() {
              @Override
              public String spanName(Message message) {
                return "endless";
              }

              @Override
              public Iterable<String> values(Message message, String header) {
                return () -> Stream.generate(() -> "a" + read.incrementAndGet() + "=1").iterator();
              }

              @Override
              public void set(Message message, String header, String value) {}
            });
    assertThat(endless.startServing(Message.of("buy")).end()).isTrue();
    assertThat(read).hasValueLessThan(10_000);
  }

  @Test
  void hugeHeadersAreNotLookedThrough() {
    String huge = "a=b,".repeat(5_000_000);
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      serve(List.of(huge), List.of(huge), List.of(huge));
    }
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L); // each looked at: minutes
    assertThat(last().getParentSpanId()).isEqualTo(SpanId.getInvalid());
  }
}
