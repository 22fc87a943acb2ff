package dev.baton.executors;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Builds web sockets whose listeners are called under what was current at {@code buildAsync}. */
final class ContextWebSocketBuilder implements WebSocket.Builder {
  private final WebSocket.Builder builder;
  private final Propagation propagation;

  ContextWebSocketBuilder(WebSocket.Builder builder, Propagation propagation) {
    this.builder = builder;
    this.propagation = propagation;
  }

  @Override
  public WebSocket.Builder header(String name, String value) {
    builder.header(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder connectTimeout(Duration timeout) {
    builder.connectTimeout(timeout);
    return this;
  }

  @Override
  public WebSocket.Builder subprotocols(String preferred, String... others) {
    builder.subprotocols(preferred, others);
    return this;
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.@Nullable Listener listener) {
    CapturedContext captured = propagation.capture();
    return ContextFutures.wrap(
        builder.buildAsync(
            uri, listener == null ? null : new ContextWebSocketListener(captured, listener)),
        propagation);
  }
}
