package dev.baton.executors;

import dev.baton.context.CapturedContext;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** Asked for a request's body on the client's threads, under what was captured. */
record ContextBodyPublisher(CapturedContext captured, BodyPublisher publisher)
    implements BodyPublisher {

  @Override
  public long contentLength() {
    return captured.call(publisher::contentLength);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    captured.run(BodyPublisher::subscribe, publisher, new Client(captured, subscriber));
  }

  /** The client's own code: only what it asks for is the publisher's. */
  private record Client(CapturedContext captured, Subscriber<? super ByteBuffer> client)
      implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
      client.onSubscribe(new Asked(captured, subscription));
    }

    @Override
    public void onNext(ByteBuffer part) {
      client.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      client.onError(failure);
    }

    @Override
    public void onComplete() {
      client.onComplete();
    }
  }

  private record Asked(CapturedContext captured, Subscription subscription)
      implements Subscription {

    @Override
    public void request(long parts) {
      captured.run(Subscription::request, subscription, parts);
    }

    @Override
    public void cancel() {
      captured.run(Subscription::cancel, subscription);
    }
  }
}
