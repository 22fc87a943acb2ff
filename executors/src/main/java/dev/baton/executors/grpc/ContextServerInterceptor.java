package dev.baton.executors.grpc;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Captures when a call arrives at it. */
final class ContextServerInterceptor implements ServerInterceptor {
  private final Propagation propagation;

  ContextServerInterceptor(Propagation propagation) {
    this.propagation = propagation;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    CapturedContext captured = propagation.capture();
    return new ContextListener<>(captured.call(() -> next.startCall(call, headers)), captured);
  }

  private static final class ContextListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final CapturedContext captured;

    ContextListener(ServerCall.Listener<Q> listener, CapturedContext captured) {
      super(listener);
      this.captured = captured;
    }

    @Override
    public void onMessage(Q message) {
      captured.run(ServerCall.Listener<Q>::onMessage, delegate(), message);
    }

    @Override
    public void onHalfClose() {
      captured.run(ServerCall.Listener<Q>::onHalfClose, delegate());
    }

    @Override
    public void onCancel() {
      captured.run(ServerCall.Listener<Q>::onCancel, delegate());
    }

    @Override
    public void onComplete() {
      captured.run(ServerCall.Listener<Q>::onComplete, delegate());
    }

    @Override
    public void onReady() {
      captured.run(ServerCall.Listener<Q>::onReady, delegate());
    }

    @Override
    public void onEvent(Object event) { // which an older gRPC neither has nor calls
      captured.run(ServerCall.Listener<Q>::onEvent, delegate(), event);
    }
  }
}
