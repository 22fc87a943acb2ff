package dev.baton.executors.grpc;

import static dev.baton.context.testing.TestContexts.currentName;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.context.ContextKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Calls without a transport, and listeners that note what they see. */
final class GrpcCalls {
  static final ContextKey<String> LEFT = ContextKey.named("left");
  static final MethodDescriptor<String, String> METHOD =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName("orders/any")
          .setRequestMarshaller(new Nothing())
          .setResponseMarshaller(new Nothing())
          .build();

  private GrpcCalls() {}

  @SuppressWarnings("unchecked") // there is one method
  static Channel channel(Client call) {
    return new Channel() {
      @Override
      public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return (ClientCall<Q, A>) call;
      }

      @Override
      public String authority() {
        return "nobody";
      }
    };
  }

  private static final class Nothing implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public String parse(InputStream stream) {
      return "";
    }
  }

  static final class Client extends ClientCall<String, String> {
    private Listener<String> listener;

    Listener<String> started() {
      return listener;
    }

    @Override
    public void start(Listener<String> listener, Metadata headers) {
      this.listener = listener;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(String message, Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(String message) {}
  }

  static final class Server extends ServerCall<String, String> {
    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(String message) {}

    @Override
    public void close(Status status, Metadata trailers) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<String, String> getMethodDescriptor() {
      return METHOD;
    }
  }

  static final class ClientListener extends ClientCall.Listener<String> {
    final List<String> seen = new ArrayList<>();

    @Override
    public void onReady() {
      seen.add("onReady " + currentName());
    }

    @Override
    public void onHeaders(Metadata headers) {
      seen.add("onHeaders " + currentName());
    }

    @Override
    public void onMessage(String message) {
      seen.add("onMessage " + currentName());
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      seen.add("onClose " + status.getCode() + " " + currentName());
    }
  }

  static final class ServerListener extends ServerCall.Listener<String> {
    final List<String> seen = new ArrayList<>();

    @Override
    public void onReady() {
      seen.add("onReady " + currentName());
    }

    @Override
    public void onMessage(String message) {
      seen.add("onMessage " + currentName());
    }

    @Override
    public void onHalfClose() {
      seen.add("onHalfClose " + currentName());
    }

    @Override
    public void onComplete() {
      seen.add("onComplete " + currentName());
    }

    @Override
    public void onCancel() {
      seen.add("onCancel " + currentName());
    }

    @Override
    public void onEvent(Object event) {
      seen.add("onEvent " + event + " " + currentName());
    }
  }
}
