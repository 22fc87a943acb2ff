package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.RecordingListener;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Propagation#wrapSubscriber} gives, beyond what every wrapped function does. */
class ContextSubscriberTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final Propagation propagation =
      Propagation.capturing().with(CarriedThreadLocal.of(local));

  @AfterEach
  void clear() {
    local.remove();
  }

  private void see(String what) {
    seen.add(what + " " + currentName() + " " + local.get());
  }

  private final class Seeing implements Flow.Subscriber<String> {
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      see("subscribed");
    }

    @Override
    public void onNext(String item) {
      see(item);
    }

    @Override
    public void onError(Throwable failure) {
      see(failure.getMessage());
    }

    @Override
    public void onComplete() {
      see("complete");
    }
  }

  private final class Publisher implements Flow.Subscription {
    @Override
    public void request(long items) {
      see("request " + items);
    }

    @Override
    public void cancel() {
      see("cancel");
    }
  }

  private Flow.Subscriber<String> wrappedUnderA(Flow.Subscriber<String> subscriber) {
    local.set("then");
    try (Scope scope = A.makeCurrent()) {
      return propagation.wrapSubscriber(subscriber);
    } finally {
      local.remove();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachSignalIsHeardUnderWhatWasCapturedWhereItWasWrapped(ThreadKind kind) {
    Flow.Subscriber<String> wrapped = wrappedUnderA(new Seeing());
    kind.run(
        () -> {
          try (Scope scope = B.makeCurrent()) {
            wrapped.onSubscribe(new Publisher());
            wrapped.onNext("item");
            wrapped.onError(new Exception("failed"));
            wrapped.onComplete();
            see("after");
          }
        });
    assertThat(seen)
        .containsExactly(
            "subscribed A then", "item A then", "failed A then", "complete A then", "after B null");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAskedOfTheSubscriptionIsDoneUnderTheSame(ThreadKind kind) {
    Seeing subscriber = new Seeing();
    wrappedUnderA(subscriber).onSubscribe(new Publisher());
    kind.run(
        () -> {
          try (Scope scope = B.makeCurrent()) {
            subscriber.subscription.request(Long.MAX_VALUE);
            subscriber.subscription.cancel();
            see("after");
          }
        });
    assertThat(seen)
        .containsExactly(
            "subscribed A then",
            "request 9223372036854775807 A then",
            "cancel A then",
            "after B null");
  }

  @Test
  void listenerHearsOfSignalsAndNotOfWhatIsAsked() {
    RecordingListener listener = new RecordingListener();
    Seeing subscriber = new Seeing();
    Flow.Subscriber<String> wrapped =
        Propagation.fixed(A).with(listener).wrapSubscriber(subscriber);
    wrapped.onSubscribe(new Publisher());
    subscriber.subscription.request(1);
    wrapped.onNext("item");
    subscriber.subscription.cancel();
    assertThat(listener.names())
        .containsExactly("submitted", "started", "ended", "started", "ended");
    assertThat(listener.events())
        .extracting(RecordingListener.Event::task)
        .containsOnly(subscriber);
  }
}
