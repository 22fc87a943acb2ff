package dev.baton.micrometer.reactor;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;

/** One run of a chain with sources of a driver's own; knows what was called under which context. */
final class OperatorRun implements AutoCloseable {

  /** What a source does. */
  enum Course {
    ITEMS,
    ITEMS_WITHOUT_END,
    EMPTY,
    ERROR;

    boolean hasItems() {
      return this == ITEMS || this == ITEMS_WITHOUT_END;
    }
  }

  private static final String NAME = "subscriber's";
  private static final Context CONTEXT = TestContexts.named(NAME);
  private static final int ITEMS = 3;
  private static final int MOST_SUBSCRIPTIONS = 12; // there are operators without an end

  final Course course;
  final ManualScheduler clock;
  final ForeignThread foreign = new ForeignThread(() -> see("thread", "left dirty"));
  private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
  private final Set<String> called;
  private final AtomicInteger subscriptions = new AtomicInteger();

  /**
   * @param called what has been called is added
   */
  OperatorRun(Course course, Set<String> called) {
    this.course = course;
    this.called = called;
    this.clock = new ManualScheduler(foreign);
  }

  void see(String label) {
    see(label, String.valueOf(TestContexts.currentName()));
  }

  private void see(String label, String what) {
    seen.computeIfAbsent(label, unused -> ConcurrentHashMap.newKeySet()).add(what);
  }

  /** Makes a chain and subscribes to it, both under the context; returns when all is quiet. */
  Set<String> wrong(Callable<Publisher<?>> chain) throws Exception {
    try (Scope scope = CONTEXT.makeCurrent()) {
      Publisher<?> made = chain.call();
      if (made == null) {
        return Set.of();
      }
      Flux.from(made)
          .doOnNext(item -> see("onNext"))
          .doOnTerminate(() -> see("end"))
          .contextCapture()
          .subscribe(item -> {}, error -> {});
      if (Context.current() != CONTEXT) {
        see("thread", "left dirty");
      }
    }
    foreign.settle();
    clock.advance();
    foreign.settle();
    called.addAll(seen.keySet());
    Set<String> wrong = new TreeSet<>();
    seen.forEach(
        (label, names) -> {
          if (!names.equals(Set.of(NAME))) {
            wrong.add(label);
          }
        });
    return wrong;
  }

  /** A driver's publisher, which signals on the foreign thread. */
  Publisher<Object> source(Callable<Object> items) {
    return subscriber -> {
      see("subscribe");
      boolean signals = subscriptions.incrementAndGet() <= MOST_SUBSCRIPTIONS;
      subscriber.onSubscribe(new Handle(subscriber, items, signals));
    };
  }

  /** What a sink does, as a source would. */
  void emit(Consumer<Object> next, Consumer<Throwable> error, Runnable complete) {
    if (subscriptions.incrementAndGet() > MOST_SUBSCRIPTIONS) {
      return;
    }
    for (int i = 0; course.hasItems() && i < ITEMS; i++) {
      next.accept(1);
    }
    if (course == Course.ERROR) {
      error.accept(new ArithmeticException("on purpose"));
    } else if (course != Course.ITEMS_WITHOUT_END) {
      complete.run();
    }
  }

  private final class Handle implements Subscription {
    private final Subscriber<? super Object> subscriber;
    private final Callable<Object> items;
    private long requested;
    private int emitted;
    private volatile boolean over;

    Handle(Subscriber<? super Object> subscriber, Callable<Object> items, boolean signals) {
      this.subscriber = subscriber;
      this.items = items;
      this.over = !signals;
      if (signals && !course.hasItems()) {
        foreign.start(this::emit);
      }
    }

    @Override
    public void request(long number) {
      see("request");
      foreign.start(
          () -> {
            requested = Math.max(requested, requested + number);
            emit();
          });
    }

    @Override
    public void cancel() {
      if (!over) {
        see("cancel");
      }
      over = true;
    }

    private void emit() {
      try {
        while (course.hasItems() && emitted < ITEMS && !over) {
          if (emitted == requested) {
            return;
          }
          emitted++;
          subscriber.onNext(items.call());
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      if (!over && course != Course.ITEMS_WITHOUT_END) {
        over = true;
        if (course == Course.ERROR) {
          subscriber.onError(new ArithmeticException("on purpose"));
        } else {
          subscriber.onComplete();
        }
      }
    }
  }

  @Override
  public void close() {
    foreign.close();
  }
}
