package dev.baton.micrometer.examples;

// @start region="example"
import dev.baton.context.Baton;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

public final class ReactorExample {
  private static final ContextKey<String> USER = ContextKey.named("user");

  public static void main(String[] args) {
    Baton.install(); // first thing in main
    Hooks.enableAutomaticContextPropagation();
    try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
      Flux.range(1, 3)
          .publishOn(Schedulers.boundedElastic())
          .map(article -> "price " + article + " for " + Context.current().get(USER))
          .doOnNext(System.out::println)
          .blockLast();
    }
  }
}
// @end
