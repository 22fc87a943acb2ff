package dev.baton.provider;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Uses the server's threads, leaves a scope open there, installs late and closes at its end. */
public final class WebApplication implements Function<Executor, String> {
  private static final ContextKey<String> USER = ContextKey.named("user");

  /** By reflection. */
  public WebApplication() {}

  @Override
  @SuppressWarnings("MustBeClosedChecker") // as applications do
  public String apply(Executor serversPool) {
    Context.current();
    Runnable leaving = () -> Context.current().with(USER, "Ann").makeCurrent();
    CompletableFuture.runAsync(leaving, serversPool).join();
    CompletableFuture.runAsync(Propagation.capturing().wrap(leaving), serversPool).join();
    String state = Baton.install().steps().get(0).state().name();
    Baton.install().close();
    return state;
  }
}
