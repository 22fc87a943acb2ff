package dev.baton.executors;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Hears of a push under what was captured for the request that brought it. */
record ContextPushPromiseHandler<T>(
    CapturedContext captured, Propagation propagation, PushPromiseHandler<T> handler)
    implements PushPromiseHandler<T> {

  @Override
  public void applyPushPromise(
      HttpRequest initiating,
      HttpRequest push,
      Function<BodyHandler<T>, CompletableFuture<HttpResponse<T>>> acceptor) {
    captured.run(
        () ->
            handler.applyPushPromise(
                initiating,
                push,
                accepted ->
                    ContextFutures.wrap(
                        acceptor.apply(ContextBodyHandler.of(captured, accepted)), propagation)));
  }
}
