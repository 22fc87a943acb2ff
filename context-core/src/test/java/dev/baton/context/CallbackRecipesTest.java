package dev.baton.context;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.WebSocket;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the README says of callbacks whose interfaces are somebody else's. */
class CallbackRecipesTest {
  private static final Context A = named("A");

  // @start region="callbacks"
  /** Any interface, however many methods it has, and whatever they throw. */
  static WebSocket.Listener wrap(WebSocket.Listener listener) {
    return Propagation.capturing().proxy(WebSocket.Listener.class, listener);
  }

  /** An interface with one method: say what it takes, and hand over the function's method. */
  static BodyHandler<Context> contextHandler() {
    return Propagation.capturing()
            .wrapFunction((ResponseInfo info) -> BodySubscribers.replacing(Context.current()))
        ::apply;
  }

  // @end

  @Test
  void proxyOfAListenerRunsUnderTheContextInWhichItWasMade() {
    AtomicReference<String> seen = new AtomicReference<>();
    WebSocket.Listener wrapped;
    try (Scope scope = A.makeCurrent()) {
      wrapped =
          wrap(
              new WebSocket.Listener() {
                @Override
                public void onError(WebSocket socket, Throwable error) {
                  seen.set(currentName());
                }
              });
    }
    wrapped.onError(null, new Exception("on purpose"));
    assertThat(seen).hasValue("A");
  }

  @Test
  void methodOfAWrappedFunctionRunsUnderTheContextInWhichItWasWrapped() {
    BodyHandler<Context> wrapped;
    try (Scope scope = A.makeCurrent()) {
      wrapped = contextHandler();
    }
    BodySubscriber<Context> body = wrapped.apply(null);
    body.onComplete();
    assertThat(body.getBody()).isCompletedWithValue(A);
  }
}
