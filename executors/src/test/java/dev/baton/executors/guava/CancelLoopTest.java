package dev.baton.executors.guava;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.SettableFuture;
import org.junit.jupiter.api.Test;

final class CancelLoopTest {
  private final SettableFuture<String> inner = SettableFuture.create();
  private final SettableFuture<String> outer = SettableFuture.create();

  CancelLoopTest() {
    outer.setFuture(ContextFluentFuture.wrap(inner));
  }

  @Test
  void whatIsStillToBeCancelledIsSoAfterAListenerHasCancelledAnother() {
    SettableFuture<String> another = SettableFuture.create();
    outer.addListener(
        () -> assertThat(ContextFluentFuture.wrap(another).cancel(true)).isTrue(),
        directExecutor());
    assertThat(ContextFluentFuture.wrap(outer).cancel(true)).isTrue();
    assertThat(another.isCancelled()).isTrue();
    assertThat(inner.isCancelled()).isTrue();
  }

  @Test
  void nothingIsLeftWithTheThread() {
    ContextFluentFuture.wrap(outer).cancel(true);
    assertThat(CancelLoop.CURRENT.get()).isNull();
  }
}
