package beside.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A service of one method, as a generated one would be. */
final class GrpcService {
  private static final MethodDescriptor<String, String> PRICE =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("Shop/price")
          .setRequestMarshaller(new Text())
          .setResponseMarshaller(new Text())
          .build();

  private final Trial trial;
  private volatile Trial.Callback atServer = new Trial.Callback();

  GrpcService(Trial trial) {
    this.trial = trial;
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder("Shop")
        .addMethod(PRICE, ServerCalls.asyncUnaryCall(this::price))
        .build();
  }

  private void price(String article, StreamObserver<String> observer) {
    atServer.run();
    trial.awaitRegistration();
    if (article.isEmpty()) {
      observer.onError(Status.NOT_FOUND.asRuntimeException());
    } else {
      observer.onNext("price of " + article);
      observer.onCompleted();
    }
  }

  /** Asks the service; either callback may be anything. */
  void call(Channel channel, String article, StreamObserver<String> answer) {
    ClientCalls.asyncUnaryCall(channel.newCall(PRICE, CallOptions.DEFAULT), article, answer);
  }

  void atServer(Trial.Callback callback) {
    atServer = callback;
  }

  /** Makes the context of a request current, as a tracer's does. */
  static ServerInterceptor tracing(Trial trial) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        try (Scope scope = trial.enter()) {
          return next.startCall(call, headers);
        }
      }
    };
  }

  /** Calls back at one of its methods. */
  record Observer(Runnable next, Runnable error) implements StreamObserver<String> {
    @Override
    public void onNext(String value) {
      next.run();
    }

    @Override
    public void onError(Throwable failure) {
      error.run();
    }

    @Override
    public void onCompleted() {}
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
