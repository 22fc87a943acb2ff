package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.currentName;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** A body's handler, subscriber and publisher, which note the context they are called under. */
final class SeenCallbacks {
  private static final String NONE = "none";
  private final Map<String, Queue<String>> names = new ConcurrentHashMap<>();

  private void note(String callback) {
    String name = currentName();
    names
        .computeIfAbsent(callback, key -> new ConcurrentLinkedQueue<>())
        .add(name == null ? NONE : name);
  }

  /** The contexts that a callback was called under. */
  List<String> names(String callback) {
    return List.copyOf(names.getOrDefault(callback, new ConcurrentLinkedQueue<>()));
  }

  /** Each was called, on other threads too, under this context only. */
  void assertAllCalled(String name) {
    assertThat(names.keySet())
        .contains("handler", "getBody", "onSubscribe", "onNext", "onComplete")
        .contains("contentLength", "subscribe", "request");
    assertThat(names.values())
        .allSatisfy(all -> assertThat(all).containsOnly(name == null ? NONE : name));
  }

  <T> BodyHandler<T> handler(BodyHandler<T> handler) {
    return info -> {
      note("handler");
      return new NotingSubscriber<>(handler.apply(info));
    };
  }

  BodyPublisher publisher(BodyPublisher publisher) {
    return new BodyPublisher() {
      @Override
      public long contentLength() {
        note("contentLength");
        return publisher.contentLength();
      }

      @Override
      public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        note("subscribe");
        publisher.subscribe(new NotingClient(subscriber));
      }
    };
  }

  private final class NotingSubscriber<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> subscriber;

    NotingSubscriber(BodySubscriber<T> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public CompletionStage<T> getBody() {
      note("getBody");
      return subscriber.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      note("onSubscribe");
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      note("onNext");
      subscriber.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      note("onError");
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      note("onComplete");
      subscriber.onComplete();
    }
  }

  private final class NotingClient implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> client;

    NotingClient(Subscriber<? super ByteBuffer> client) {
      this.client = client;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      client.onSubscribe(
          new Subscription() {
            @Override
            public void request(long parts) {
              note("request");
              subscription.request(parts);
            }

            @Override
            public void cancel() {
              note("cancel");
              subscription.cancel();
            }
          });
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
}
