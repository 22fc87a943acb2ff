package beside.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body handler, and its subscriber, that note whose context is current in each callback. */
record SeenBody(Map<String, Object> seen) implements BodyHandler<String> {

  static void put(Map<String, Object> seen, String callback) {
    synchronized (seen) {
      seen.merge(callback, Telemetry.here(), (a, b) -> a.equals(b) ? a : a + ", " + b);
    }
  }

  @Override
  public BodySubscriber<String> apply(ResponseInfo info) {
    put(seen, "body handler");
    return new Subscriber(seen, BodySubscribers.ofString(StandardCharsets.UTF_8));
  }

  private record Subscriber(Map<String, Object> seen, BodySubscriber<String> text)
      implements BodySubscriber<String> {

    @Override
    public CompletionStage<String> getBody() {
      return text.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      put(seen, "subscriber's onSubscribe");
      text.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      put(seen, "subscriber's onNext");
      text.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      text.onError(failure);
    }

    @Override
    public void onComplete() {
      put(seen, "subscriber's onComplete");
      text.onComplete();
    }
  }
}
