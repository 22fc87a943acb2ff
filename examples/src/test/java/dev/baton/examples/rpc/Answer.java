package dev.baton.examples.rpc;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.async.AsyncMethodCallback;

/** A callback that says under which context it was called. */
final class Answer<T> implements AsyncMethodCallback<T> {
  final CompletableFuture<T> value = new CompletableFuture<>();
  volatile Context found;

  @Override
  public void onComplete(T response) {
    found = Context.current();
    value.complete(response);
  }

  @Override
  public void onError(Exception failure) {
    found = Context.current();
    value.completeExceptionally(failure);
  }
}
