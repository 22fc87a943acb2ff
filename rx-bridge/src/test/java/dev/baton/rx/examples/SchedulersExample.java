package dev.baton.rx.examples;

// @start region="example"
import dev.baton.rx.ContextSchedulers;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;

public final class SchedulersExample {
  private static final ContextKey<String> USER = ContextKey.named("user");

  public static List<String> prices() {
    Scheduler io = ContextSchedulers.wrap(Schedulers.io());
    Scheduler computation = ContextSchedulers.wrap(Schedulers.computation());
    Single<List<String>> prices =
        Flowable.range(1, 3)
            .subscribeOn(io)
            .map(article -> "price of " + article) // a blocking call, say
            .observeOn(computation)
            .map(price -> price + " for " + Context.current().get(USER))
            .toList();
    try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
      return prices.blockingGet();
    }
  }
}
// @end
