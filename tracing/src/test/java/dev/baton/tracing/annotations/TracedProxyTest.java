package dev.baton.tracing.annotations;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longArrayKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.annotations.AddingSpanAttributes;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which methods have a span, and what is in it. */
final class TracedProxyTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedOperations operations = TracedOperations.of(collected.sdk);

  @AfterEach
  void close() {
    assertThat(Context.current()).isSameAs(Context.root());
    collected.close();
  }

  /** What the docs show. */
  // @start region="proxy"
  interface Prices {
    @WithSpan("find price")
    CompletableFuture<String> find(@SpanAttribute("shop.article") String article);
  }

  static Prices traced(TracedOperations operations, Prices client) {
    return TracedProxy.of(operations, Prices.class, client);
  }

  // @end

  interface Named {
    default String name() {
      return "nobody";
    }
  }

  /** With some of everything. */
  interface Orders<O> extends Named {
    @WithSpan(kind = SpanKind.CLIENT)
    String place(O order) throws IOException;

    @WithSpan(value = "alone", inheritContext = false)
    void alone();

    @WithSpan
    void describe(
        @SpanAttribute("text") String text,
        @SpanAttribute("int") int number,
        @SpanAttribute("double") Float fraction,
        @SpanAttribute("boolean") boolean flag,
        @SpanAttribute("ints") int[] numbers,
        @SpanAttribute("texts") List<String> texts,
        @SpanAttribute("object") Object object,
        String unnamed);

    @AddingSpanAttributes
    void add(@SpanAttribute("added") long number);

    void plain();

    @Override
    @WithSpan("name")
    String name();
  }

  /** Not public, with a bridge method. */
  private static class Shop implements Orders<String> {
    Span seen = Span.getInvalid();

    @Override
    public String place(String order) throws IOException {
      seen = Span.current();
      if (order.isEmpty()) {
        throw new IOException("no order");
      }
      return order + " placed";
    }

    @Override
    public void alone() {}

    @Override
    public void describe(
        String text,
        int number,
        Float fraction,
        boolean flag,
        int[] numbers,
        List<String> texts,
        Object object,
        String unnamed) {}

    @Override
    public void add(long number) {}

    @Override
    @WithSpan("of the class")
    public void plain() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
      return "shop";
    }

    @Override
    public String toString() {
      return "Shop";
    }
  }

  private final Shop shop = new Shop();

  @SuppressWarnings("unchecked")
  private Orders<String> orders() {
    return TracedProxy.of(operations, Orders.class, shop);
  }

  private SpanData span() {
    assertThat(collected.spans()).hasSize(1);
    return collected.spans().get(0);
  }

  @Test
  void exampleOfTheDocs() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> price = traced(operations, article -> answer).find("pen");
    assertThat(collected.spans()).isEmpty();
    answer.complete("2");
    assertThat(price).isCompletedWithValue("2");
    assertThat(span().getName()).isEqualTo("find price");
    assertThat(span().getAttributes().get(stringKey("shop.article"))).isEqualTo("pen");
  }

  @Test
  void spanIsNamedAfterTheMethodAndCurrentInIt() throws IOException {
    assertThat(orders().place("pen")).isEqualTo("pen placed");
    assertThat(span().getName()).isEqualTo("Orders.place");
    assertThat(span().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span().getSpanContext()).isEqualTo(shop.seen.getSpanContext());
    assertThat(span().getAttributes().get(stringKey("code.function.name")))
        .isEqualTo(Orders.class.getName() + ".place");
  }

  @Test
  void exceptionsAreThoseOfTheTarget() {
    assertThatThrownBy(() -> orders().place("")).isExactlyInstanceOf(IOException.class);
    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.io.IOException");
  }

  @Test
  void annotationOfTheClassIsFound() {
    assertThatThrownBy(() -> orders().plain())
        .isExactlyInstanceOf(UnsupportedOperationException.class);
    assertThat(span().getName()).isEqualTo("of the class");
  }

  @Test
  void annotationOfTheClassCountsBeforeThatOfTheInterface() {
    Prices own =
        new Prices() {
          @Override
          @WithSpan("own")
          public CompletableFuture<String> find(String article) {
            return null;
          }
        };
    assertThat(traced(operations, own).find("pen")).isNull();
    assertThat(span().getName()).isEqualTo("own");
    assertThat(span().getAttributes().get(stringKey("shop.article"))).isEqualTo("pen");
  }

  @Test
  void withoutTheContextItIsARoot() {
    Span request = collected.sdk.getTracer("test").spanBuilder("request").startSpan();
    try (Scope scope = request.makeCurrent()) {
      orders().alone();
      orders().name();
    }
    SpanData alone = collected.spans().get(0);
    assertThat(alone.getParentSpanContext().isValid()).isFalse();
    assertThat(alone.getTraceId()).isNotEqualTo(request.getSpanContext().getTraceId());
    assertThat(collected.spans().get(1).getParentSpanId())
        .isEqualTo(request.getSpanContext().getSpanId());
  }

  @Test
  void attributesHaveTheTypesOfTheParameters() {
    orders()
        .describe("t", 1, 0.5f, true, new int[] {1, 2}, Arrays.asList("a", null), 3L, "unnamed");
    assertThat(span().getAttributes().get(stringKey("text"))).isEqualTo("t");
    assertThat(span().getAttributes().get(longKey("int"))).isEqualTo(1);
    assertThat(span().getAttributes().get(doubleKey("double"))).isEqualTo(0.5);
    assertThat(span().getAttributes().get(booleanKey("boolean"))).isTrue();
    assertThat(span().getAttributes().get(longArrayKey("ints"))).containsExactly(1L, 2L);
    assertThat(span().getAttributes().get(stringArrayKey("texts"))).containsExactly("a");
    assertThat(span().getAttributes().get(stringKey("object"))).isEqualTo("3");
    assertThat(span().getAttributes().size()).isEqualTo(8); // and the function
  }

  @Test
  void argumentsThatAreNullOrFailAreLeftOut() {
    Object failing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("on purpose");
          }
        };
    orders().describe(null, 1, null, true, null, null, failing, null);
    assertThat(span().getAttributes().size()).isEqualTo(3);
  }

  @Test
  void addingAttributesMakesNoSpan() {
    Span request = collected.sdk.getTracer("test").spanBuilder("request").startSpan();
    try (Scope scope = request.makeCurrent()) {
      orders().add(5);
    }
    request.end();
    assertThat(span().getName()).isEqualTo("request");
    assertThat(span().getAttributes().get(longKey("added"))).isEqualTo(5);
  }

  @Test
  void methodsOfObjectAreTheTargets() {
    assertThat(orders())
        .isEqualTo(orders())
        .hasSameHashCodeAs(shop)
        .hasToString("TracedOrders[Shop]");
    assertThat(orders().equals(shop)).isFalse();
    assertThat(orders().name()).isEqualTo("shop");
  }

  @Test
  void tracedTwiceItHasOneSpan() {
    TracedProxy.of(operations, Orders.class, orders()).name();
    assertThat(span().getName()).isEqualTo("name");
  }
}
