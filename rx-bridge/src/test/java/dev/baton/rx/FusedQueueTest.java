package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.operators.QueueDisposable;
import io.reactivex.rxjava3.operators.QueueFuseable;
import io.reactivex.rxjava3.operators.QueueSubscription;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscriber;

/** Whoever asks for a source's queue has the queue's own answers. */
@ExtendWith(CleanRx.class)
@Tag("slot")
@SuppressWarnings("CheckReturnValue") // subscriptions end with their source
final class FusedQueueTest {
  private final AtomicReference<Object> upstream = new AtomicReference<>();

  @Test
  void queueOfAFlowableAnswersForItself() throws Throwable {
    new Flowable<Integer>() {
      @Override
      protected void subscribeActual(Subscriber<? super Integer> subscriber) {
        subscriber.onSubscribe(new ThreeItems());
      }
    }.compose(ContextTransformer.of()).doOnSubscribe(upstream::set).subscribe();
    assertAnswersForItself();
  }

  @Test
  void queueOfAnObservableAnswersForItself() throws Throwable {
    new Observable<Integer>() {
      @Override
      protected void subscribeActual(Observer<? super Integer> observer) {
        observer.onSubscribe(new ThreeItems());
      }
    }.compose(ContextTransformer.of()).doOnSubscribe(upstream::set).subscribe();
    assertAnswersForItself();
    Disposable disposable = (Disposable) upstream.get();
    assertThat(disposable.isDisposed()).isFalse();
    disposable.dispose();
    assertThat(disposable.isDisposed()).isTrue();
  }

  @SuppressWarnings("unchecked")
  private void assertAnswersForItself() throws Throwable {
    QueueFuseable<Integer> queue = (QueueFuseable<Integer>) upstream.get();
    assertThat(queue).isNotInstanceOf(ThreeItems.class);
    assertThat(queue.requestFusion(QueueFuseable.ANY)).isEqualTo(QueueFuseable.ASYNC);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.offer(1, 2)).isTrue();
    assertThat(queue.offer(3)).isTrue();
    assertThat(queue.offer(4)).isFalse();
    assertThat(queue.offer(4, 5)).isFalse();
    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.poll()).isEqualTo(1);
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
  }

  private static final class ThreeItems
      implements QueueSubscription<Integer>, QueueDisposable<Integer> {
    private final Queue<Integer> items = new ArrayDeque<>();
    private boolean disposed;

    @Override
    public int requestFusion(int mode) {
      return ASYNC;
    }

    @Override
    public boolean offer(Integer item) {
      return items.size() < 3 && items.add(item);
    }

    @Override
    public boolean offer(Integer first, Integer second) {
      return items.size() < 2 && items.add(first) && items.add(second);
    }

    @Override
    public Integer poll() {
      return items.poll();
    }

    @Override
    public boolean isEmpty() {
      return items.isEmpty();
    }

    @Override
    public void clear() {
      items.clear();
    }

    @Override
    public void request(long number) {}

    @Override
    public void cancel() {}

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }
}
