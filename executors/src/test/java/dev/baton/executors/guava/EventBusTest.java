package dev.baton.executors.guava;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.AsyncEventBus;
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import dev.baton.context.testing.Calls;
import dev.baton.context.testing.ThreadKind;
import dev.baton.executors.ContextExecutors;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What an event bus does with the context of those who post. */
final class EventBusTest {
  private static final Context A = named("A");
  private static final Context B = named("B");

  /** Subscribes twice, so that one event is handed over in two steps. */
  public static final class Subscriber {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Subscribe
    @AllowConcurrentEvents
    public void first(String event) {
      seen.add(event + " under " + currentName());
    }

    @Subscribe
    @AllowConcurrentEvents
    public void second(String event) {
      first(event);
    }
  }

  private static void post(EventBus bus, String event, Context context) {
    try (Scope scope = context.makeCurrent()) {
      bus.post(event);
    }
  }

  @Test
  void subscriberOfAPlainBusRunsUnderTheContextOfThePoster() {
    Subscriber subscriber = new Subscriber();
    EventBus bus = new EventBus();
    bus.register(subscriber);
    post(bus, "a", A);
    assertThat(subscriber.seen).containsExactly("a under A", "a under A");
  }

  @Test
  void subscriberOfAnAsyncBusRunsUnderTheContextOfThePosterIfNobodyElsePosts() {
    Subscriber subscriber = new Subscriber();
    EventBus bus = new AsyncEventBus(ContextExecutors.wrap((Executor) Runnable::run));
    bus.register(subscriber);
    post(bus, "a", A);
    post(bus, "b", B);
    assertThat(subscriber.seen).containsExactly("a under A", "a under A", "b under B", "b under B");
  }

  /**
   * All posters of an asynchronous bus put their events into one queue and hand over whatever comes
   * first, so the executor cannot know whose an event is. Not carried.
   */
  @Test
  void asyncBusHandsAnEventOverUnderTheContextOfAnotherPosterWhoPostsAtTheSameTime() {
    Subscriber subscriber = new Subscriber();
    AtomicBoolean first = new AtomicBoolean(true);
    CountDownLatch handingOver = new CountDownLatch(1);
    CountDownLatch otherHasPosted = new CountDownLatch(1);
    Executor executor =
        task -> {
          if (first.getAndSet(false)) {
            handingOver.countDown();
            Calls.await(otherHasPosted);
          }
          task.run();
        };
    EventBus bus = new AsyncEventBus(ContextExecutors.wrap(executor));
    bus.register(subscriber);
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  Calls.await(handingOver);
                  post(bus, "b", B);
                  otherHasPosted.countDown();
                });
    ThreadKind.PLATFORM.run(() -> post(bus, "a", A));
    Calls.until(() -> !other.isAlive());
    assertThat(subscriber.seen).containsExactly("a under B", "b under B", "b under B", "a under A");
  }
}
