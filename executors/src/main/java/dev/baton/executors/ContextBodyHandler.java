package dev.baton.executors;

import dev.baton.context.CapturedContext;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes a response under what was captured, and so does its subscriber. */
record ContextBodyHandler<T>(CapturedContext captured, BodyHandler<T> handler)
    implements BodyHandler<T> {

  /** What was captured first stays. */
  @SuppressWarnings("NullAway") // a null is the client's to refuse
  static <T> BodyHandler<T> of(CapturedContext captured, @Nullable BodyHandler<T> handler) {
    return handler == null || handler instanceof ContextBodyHandler
        ? handler
        : new ContextBodyHandler<>(captured, handler);
  }

  @Override
  public @Nullable BodySubscriber<T> apply(ResponseInfo response) {
    BodySubscriber<T> subscriber = captured.call(() -> handler.apply(response));
    return subscriber == null ? null : new Subscriber<>(captured, subscriber);
  }

  private record Subscriber<T>(CapturedContext captured, BodySubscriber<T> subscriber)
      implements BodySubscriber<T> {

    @Override
    public CompletionStage<T> getBody() {
      return captured.call(subscriber::getBody);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      captured.run(BodySubscriber::onSubscribe, subscriber, subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      captured.run(BodySubscriber::onNext, subscriber, part);
    }

    @Override
    public void onError(Throwable failure) {
      captured.run(BodySubscriber::onError, subscriber, failure);
    }

    @Override
    public void onComplete() {
      captured.run(BodySubscriber::onComplete, subscriber);
    }
  }
}
