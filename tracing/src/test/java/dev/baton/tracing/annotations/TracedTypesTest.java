package dev.baton.tracing.annotations;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.util.concurrent.SettableFuture;
import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperations;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Types of methods and proxies that are out of the ordinary. */
final class TracedTypesTest {
  private final CollectedTelemetry collected = new CollectedTelemetry();
  private final TracedOperations operations = TracedOperations.of(collected.sdk);

  @AfterEach
  void close() {
    assertThat(Context.current()).isSameAs(Context.root());
    collected.close();
  }

  /** Of a type that is done with no subscriber. */
  interface Feeds {
    @WithSpan
    PublishSubject<String> feed();
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatHasNoProxyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TracedProxy.of(operations, StringBuilder.class, new StringBuilder()))
        .withMessageContaining("not an interface");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TracedProxy.of(operations, (Class<Object>) (Class<?>) Later.class, "text"))
        .withMessageContaining("java.lang.String does not implement");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TracedProxy.of(operations, Feeds.class, PublishSubject::create))
        .withMessageContaining("Declare that it returns a Observable");
  }

  interface Later {
    @WithSpan
    SettableFuture<String> settable();

    @WithSpan
    Object anything();
  }

  @Test
  void whatCannotBeReplacedIsHeardAndHandedOn() {
    SettableFuture<String> settable = SettableFuture.create();
    CompletableFuture<String> future = new CompletableFuture<>();
    Later target =
        new Later() {
          @Override
          public SettableFuture<String> settable() {
            return settable;
          }

          @Override
          public Object anything() {
            return future;
          }
        };
    Later later = TracedProxy.of(operations, Later.class, target);
    assertThat(later.settable()).isSameAs(settable);
    assertThat(later.anything()).isSameAs(future);
    assertThat(collected.spans()).isEmpty();
    settable.set("");
    future.cancel(true);
    assertThat(collected.spans()).hasSize(2);
    assertThat(collected.spans().get(1).getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.util.concurrent.CancellationException");
  }
}
