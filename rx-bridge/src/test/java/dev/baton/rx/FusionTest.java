package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.operators.ConditionalSubscriber;
import io.reactivex.rxjava3.operators.QueueFuseable;
import io.reactivex.rxjava3.operators.QueueSubscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;

@ExtendWith(CleanRx.class)
@Tag("slot")
final class FusionTest {

  /** Operators between a source and a subscriber that asks for its queue. */
  static Map<String, Flowable<Integer>> fusing() {
    Map<String, Flowable<Integer>> chains = new LinkedHashMap<>();
    chains.put("range", Flowable.range(1, 3));
    chains.put("range, map, filter", Flowable.range(1, 3).map(i -> i + 1).filter(i -> i > 0));
    chains.put("fromIterable", Flowable.fromIterable(List.of(1, 2, 3)));
    chains.put("fromCallable", Flowable.fromCallable(() -> 1));
    chains.put("groupBy", Flowable.range(1, 3).groupBy(i -> 1).flatMap(group -> group));
    chains.put("onBackpressureBuffer", Flowable.range(1, 3).onBackpressureBuffer());
    chains.put("hide", Flowable.range(1, 3).hide().map(i -> i + 1));
    return chains;
  }

  static Set<String> fusingNames() {
    return fusing().keySet();
  }

  @ParameterizedTest
  @MethodSource("fusingNames")
  void whatFusesWithoutHooksFusesWithThem(String name) {
    for (int mode : new int[] {QueueFuseable.SYNC, QueueFuseable.ASYNC, QueueFuseable.ANY}) {
      for (int boundary : new int[] {0, QueueFuseable.BOUNDARY}) {
        Asking raw = new Asking(mode | boundary);
        fusing().get(name).subscribe(raw);
        Asking hooked = new Asking(mode | boundary);
        try (RxContextHooks hooks = RxContextHooks.install();
            Scope scope = named("A").makeCurrent()) {
          fusing().get(name).subscribe(hooked);
        }
        assertThat(hooked.granted).as("mode %s", mode | boundary).isEqualTo(raw.granted);
      }
    }
  }

  @Test
  void queueThatIsFusedIsPolledUnderTheContext() throws Throwable {
    List<String> seen = new ArrayList<>();
    Asking asking = new Asking(QueueFuseable.ANY);
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("A").makeCurrent()) {
      Flowable.range(1, 1)
          .map(
              item -> {
                seen.add(currentName());
                return item;
              })
          .subscribe(asking);
    }
    assertThat(asking.granted).isEqualTo(QueueFuseable.SYNC);
    assertThat(asking.queue.poll()).isEqualTo(1);
    assertThat(asking.queue.poll()).isNull();
    assertThat(seen).containsExactly("A");
    assertThat(currentName()).isNull();
  }

  @Test
  void itemThatAConditionalSubscriberDoesNotTakeIsNotCounted() {
    Even below = new Even();
    Even belowWrapped = new Even();
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("A").makeCurrent()) {
      Flowable.range(1, 6).subscribe(below);
      Flowable.range(1, 6).doFinally(() -> {}).subscribe(belowWrapped);
    }
    assertThat(below.offered).containsExactly(1, 2, 3, 4);
    assertThat(belowWrapped.offered).containsExactly(1, 2, 3, 4);
  }

  /** Asks for two items, and takes even ones. */
  private static final class Even implements ConditionalSubscriber<Integer> {
    private final List<Integer> offered = new ArrayList<>();

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(2);
    }

    @Override
    public boolean tryOnNext(Integer item) {
      offered.add(item);
      return item % 2 == 0;
    }

    @Override
    public void onNext(Integer item) {
      throw new AssertionError();
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void itemsOfASourceThatCouldBeFusedArriveWhereNobodyAsksForItsQueue() {
    List<Integer> items = new ArrayList<>();
    try (RxContextHooks hooks = RxContextHooks.install()) {
      Disposable unused = Observable.fromIterable(List.of(1, 2)).subscribe(items::add);
    }
    assertThat(items).containsExactly(1, 2);
  }

  /** Asks its upstream to be fused, and requests nothing. */
  private static final class Asking implements FlowableSubscriber<Integer> {
    private final int mode;
    private int granted = -1;
    private QueueSubscription<?> queue;

    Asking(int mode) {
      this.mode = mode;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (subscription instanceof QueueSubscription<?> fuseable) {
        queue = fuseable;
        granted = fuseable.requestFusion(mode);
      }
    }

    @Override
    public void onNext(Integer item) {}

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onComplete() {}
  }
}
