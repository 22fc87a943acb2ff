package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/** One operator with a driver's source, to be read. {@link ForeignSourcesTest} has them all. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ForeignSourceExampleTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ForeignThread thread = ForeignThread.withAnother();
  private final CountDownLatch subscribed = new CountDownLatch(1);

  /** Answers on a thread of its own. */
  private interface Driver {
    Publisher<String> find(String id);
  }

  private final Driver driver =
      id ->
          subscriber -> {
            seen.add(String.valueOf(currentName())); // as would the span of the query
            subscriber.onSubscribe(
                new Subscription() {
                  @Override
                  public void request(long items) {
                    thread.start(
                        () -> {
                          Calls.await(subscribed); // or the subscriber's thread would go on
                          subscriber.onNext("row of " + id);
                          subscriber.onComplete();
                        });
                  }

                  @Override
                  public void cancel() {}
                });
          };

  @AfterEach
  void closeThread() {
    thread.close();
  }

  @Test
  void queryOfASourceThatIsMadeRxJavasSeesTheSubscribersContext() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      // @start region="foreign"
      Flowable<String> rows =
          Flowable.just("order 1", "order 2")
              .concatMap(id -> Flowable.fromPublisher(driver.find(id))); // not driver.find(id)
      // @end
      assertThat(read(rows)).containsExactly("row of order 1", "row of order 2");
    }
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void secondQueryOfASourceThatIsGivenAsItIsSeesTheDriversContext() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      assertThat(read(Flowable.just("order 1", "order 2").concatMap(driver::find))).hasSize(2);
    }
    assertThat(seen).containsExactly("A", "foreign");
  }

  private List<String> read(Flowable<String> rows) {
    CompletableFuture<List<String>> all;
    try (Scope scope = named("A").makeCurrent()) {
      all = rows.toList().toCompletionStage().toCompletableFuture();
    }
    subscribed.countDown();
    return Calls.get(all);
  }
}
