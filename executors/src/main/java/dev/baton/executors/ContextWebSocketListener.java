package dev.baton.executors;

import dev.baton.context.CapturedContext;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hears each message under what was captured. */
record ContextWebSocketListener(CapturedContext captured, WebSocket.Listener listener)
    implements WebSocket.Listener {

  @Override
  public void onOpen(WebSocket socket) {
    captured.run(WebSocket.Listener::onOpen, listener, socket);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    return captured.call(() -> listener.onText(socket, data, last));
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    return captured.call(() -> listener.onBinary(socket, data, last));
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    return captured.call(() -> listener.onPing(socket, message));
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    return captured.call(() -> listener.onPong(socket, message));
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    return captured.call(() -> listener.onClose(socket, status, reason));
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    captured.run(() -> listener.onError(socket, failure));
  }
}
