package dev.baton.rx.examples;

// @start region="example"
import dev.baton.rx.ContextTransformer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import java.util.List;

public final class TransformerExample {
  private static final ContextKey<String> USER = ContextKey.named("user");

  public static List<String> rows() {
    Flowable<String> rows =
        Flowable.create(TransformerExample::query, BackpressureStrategy.BUFFER)
            .compose(ContextTransformer.of()) // right below the source
            .map(row -> row + " for " + Context.current().get(USER));
    try (Scope scope = Context.current().with(USER, "Ann").makeCurrent()) {
      return rows.toList().blockingGet();
    }
  }

  /** Stands for a driver that delivers its rows on a thread of its own. */
  private static void query(FlowableEmitter<String> emitter) {
    Thread driver =
        new Thread(
            () -> {
              emitter.onNext("row 1");
              emitter.onNext("row 2");
              emitter.onComplete();
            });
    driver.start();
  }
}
// @end
