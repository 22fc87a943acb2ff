package dev.baton.executors.grpc;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/** Captures when a call starts. */
final class ContextClientInterceptor implements ClientInterceptor {
  private final Propagation propagation;

  ContextClientInterceptor(Propagation propagation) {
    this.propagation = propagation;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(new ContextListener<>(listener, propagation.capture()), headers);
      }
    };
  }

  private static final class ContextListener<A> extends SimpleForwardingClientCallListener<A> {
    private final CapturedContext captured;

    ContextListener(ClientCall.Listener<A> listener, CapturedContext captured) {
      super(listener);
      this.captured = captured;
    }

    @Override
    public void onHeaders(Metadata headers) {
      captured.run(ClientCall.Listener<A>::onHeaders, delegate(), headers);
    }

    @Override
    public void onMessage(A message) {
      captured.run(ClientCall.Listener<A>::onMessage, delegate(), message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      captured.run(() -> delegate().onClose(status, trailers));
    }

    @Override
    public void onReady() {
      captured.run(ClientCall.Listener<A>::onReady, delegate());
    }
  }
}
