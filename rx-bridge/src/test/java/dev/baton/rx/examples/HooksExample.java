package dev.baton.rx.examples;

// @start region="example"
import dev.baton.rx.RxContextHooks;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.TimeUnit;

public final class HooksExample {
  private static final ContextKey<String> USER = ContextKey.named("user");

  public static List<String> answers() {
    try (RxContextHooks hooks = RxContextHooks.install()) { // once, at start-up
      Single<List<String>> answers =
          Flowable.interval(1, TimeUnit.MILLISECONDS) // on a scheduler that nobody wrapped
              .take(2)
              .flatMapSingle(tick -> Single.just("answer " + tick).observeOn(Schedulers.io()))
              .map(answer -> answer + " for " + Context.current().get(USER))
              .toList();
      try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
        return answers.blockingGet();
      }
    }
  }
}
// @end
