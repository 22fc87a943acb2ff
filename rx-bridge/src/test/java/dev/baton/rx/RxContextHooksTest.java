package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import dev.baton.context.Propagation;
import dev.baton.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CleanRx.class)
final class RxContextHooksTest {
  private final List<String> seen = new ArrayList<>();
  private final BlockingQueue<String> reported = new LinkedBlockingQueue<>();

  private void look(Object ignored) {
    seen.add(currentName());
  }

  /** Subscribes under A to a subject that is then fed under nothing. */
  private void feed() {
    PublishSubject<Integer> subject = PublishSubject.create();
    Disposable subscription;
    try (Scope scope = named("A").makeCurrent()) {
      subscription = subject.map(item -> item + 1).subscribe(this::look);
    }
    subject.onNext(1);
    subscription.dispose();
  }

  @Test
  void exampleOfTheDocs() throws Exception {
    String order = "order";
    BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    Consumer<String> print = text -> printed.add(text + " for " + currentName());
    // @start region="install"
    try (RxContextHooks hooks = RxContextHooks.install()) {
      try (Scope scope = named("a request").makeCurrent()) {
        Disposable unused =
            Flowable.just(order)
                .subscribeOn(Schedulers.io())
                .map(found -> found + " with " + currentName())
                .observeOn(Schedulers.single())
                .subscribe(print);
      }
      assertThat(printed.take()).isEqualTo("order with a request for a request");
    }
    // @end
  }

  @Test
  void installTwiceGivesTheSameHandleAndWrapsOnce() {
    try (RxContextHooks hooks = RxContextHooks.install()) {
      Object first = RxJavaPlugins.getOnObservableSubscribe();
      assertThat(RxContextHooks.install()).isSameAs(hooks);
      assertThat(RxJavaPlugins.getOnObservableSubscribe()).isSameAs(first);
      feed();
    }
    assertThat(seen).containsExactly("A");
  }

  @Test
  void installWithAPropagationReplacesTheOldOne() {
    ThreadLocal<String> local = new ThreadLocal<>();
    try (RxContextHooks hooks = RxContextHooks.install()) {
      assertThat(
              RxContextHooks.install(
                  Propagation.fixed(named("B")).with(ThreadLocalAccessor.of(local))))
          .isSameAs(hooks);
      feed();
      assertThat(seen).containsExactly("B");
    }
    assertThatNullPointerException().isThrownBy(() -> RxContextHooks.install(null));
  }

  @Test
  void closeLeavesNothingAndClosingTwiceDoesNothing() {
    RxContextHooks hooks = RxContextHooks.install();
    hooks.close();
    assertThat(CleanRx.installed()).isEmpty();
    RxContextHooks again = RxContextHooks.install();
    hooks.close();
    feed();
    again.close();
    feed();
    assertThat(seen).containsExactly("A", null);
    assertThat(CleanRx.installed()).isEmpty();
  }

  @Test
  void hooksThatWereThereAreCalledAndComeBack() {
    List<String> order = new ArrayList<>();
    RxJavaPlugins.setOnObservableSubscribe(
        (source, observer) -> {
          order.add("theirs " + source.getClass().getSimpleName());
          return observer;
        });
    Object theirs = RxJavaPlugins.getOnObservableSubscribe();
    try (RxContextHooks hooks = RxContextHooks.install()) {
      feed();
    }
    assertThat(seen).containsExactly("A");
    assertThat(order).containsExactly("theirs ObservableMap", "theirs PublishSubject");
    assertThat(RxJavaPlugins.getOnObservableSubscribe()).isSameAs(theirs);
    RxJavaPlugins.setOnObservableSubscribe(null);
  }

  @Test
  void whatAHookOfOthersPutsBetweenHearsTheSignalsUnderTheContext() {
    RxJavaPlugins.setOnCompletableSubscribe(
        (source, observer) ->
            new CompletableObserver() {
              @Override
              public void onSubscribe(Disposable disposable) {
                observer.onSubscribe(disposable);
              }

              @Override
              public void onComplete() {
                look(null);
                observer.onComplete();
              }

              @Override
              public void onError(Throwable error) {
                observer.onError(error);
              }
            });
    try (RxContextHooks hooks = RxContextHooks.install()) {
      CompletableSubject subject = CompletableSubject.create();
      try (Scope scope = named("A").makeCurrent()) {
        Disposable unused = subject.subscribe(() -> look(null));
      }
      subject.onComplete();
    }
    RxJavaPlugins.setOnCompletableSubscribe(null);
    assertThat(seen).containsExactly("A", "A");
  }

  @Test
  void hooksThatOthersSetAfterwardsSurviveTheClose() {
    RxContextHooks hooks = RxContextHooks.install();
    var before = RxJavaPlugins.getOnObservableSubscribe();
    List<String> later = new ArrayList<>();
    RxJavaPlugins.setOnObservableSubscribe(
        (source, observer) -> {
          later.add("later");
          return before.apply(source, observer);
        });
    Object theirs = RxJavaPlugins.getOnObservableSubscribe();
    hooks.close();
    assertThat(RxJavaPlugins.getOnObservableSubscribe()).isSameAs(theirs);
    feed();
    assertThat(seen).containsExactly((String) null);
    assertThat(later).containsExactly("later", "later");
    RxJavaPlugins.setOnObservableSubscribe(null);
  }

  @Test
  void chainThatRunsKeepsItsContextWhenTheHooksAreClosed() {
    PublishSubject<Integer> subject = PublishSubject.create();
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("A").makeCurrent()) {
      Disposable unused = subject.subscribe(this::look);
    }
    subject.onNext(1);
    assertThat(seen).containsExactly("A");
  }

  @Test
  void installationOfBatonInstallsThemAndItsCloseTakesThemOut() {
    Baton.install().close();
    assertThat(CleanRx.installed()).isEmpty();
    Installation installation = Baton.install();
    assertThat(installation.steps())
        .anySatisfy(
            step -> {
              assertThat(step.name()).isEqualTo("RxJava hooks");
              assertThat(step.state()).isEqualTo(Installation.State.INSTALLED);
            });
    feed();
    installation.close();
    feed();
    assertThat(seen).containsExactly("A", null);
    assertThat(CleanRx.installed()).isEmpty();
  }

  @Test
  void undeliverableErrorIsReportedUnderTheContextOfItsChain() {
    RxJavaPlugins.setErrorHandler(error -> reported.add(describe(error)));
    try (RxContextHooks hooks = RxContextHooks.install()) {
      PublishSubject<Integer> subject = PublishSubject.create();
      try (Scope scope = named("A").makeCurrent()) {
        Disposable unused =
            subject.subscribe(
                item -> {},
                error -> {
                  throw new IllegalStateException("in the error callback");
                });
      }
      subject.onError(new IllegalStateException("on purpose"));
    }
    RxJavaPlugins.setErrorHandler(null);
    assertThat(reported).containsExactly("CompositeException A");
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void taskThatThrowsIsReportedUnderItsContext(boolean periodic) throws Exception {
    RxJavaPlugins.setErrorHandler(error -> reported.add(describe(error)));
    Runnable failing =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    CountDownLatch left = new CountDownLatch(1);
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("A").makeCurrent()) {
      Disposable unused =
          periodic
              ? Schedulers.single().schedulePeriodicallyDirect(failing, 0, 1, TimeUnit.MILLISECONDS)
              : Schedulers.single().scheduleDirect(failing);
      assertThat(reported.take()).isEqualTo("IllegalStateException A");
      Runnable look =
          () -> {
            look(null);
            left.countDown();
          };
      Disposable unusedTask = Schedulers.single().scheduleDirect(Propagation.root().wrap(look));
      left.await();
    }
    RxJavaPlugins.setErrorHandler(null);
    assertThat(seen).containsExactly((String) null);
    assertThat(reported).isEmpty();
  }

  @Test
  void taskThatThrowsReachesTheThreadsHandlerWhereThereIsNoOther() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> reported.add(describe(error)));
    PrintStream err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    try (RxContextHooks hooks = RxContextHooks.install();
        Scope scope = named("A").makeCurrent()) {
      Disposable unused =
          Schedulers.single()
              .scheduleDirect(
                  () -> {
                    throw new IllegalStateException("on purpose");
                  });
      assertThat(reported.take()).isEqualTo("IllegalStateException A");
    } finally {
      System.setErr(err);
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static String describe(Throwable error) {
    Throwable cause = error instanceof UndeliverableException ? error.getCause() : error;
    return cause.getClass().getSimpleName() + " " + currentName();
  }

  @Test
  void allFiveTypesAndTheirCreateFromAForeignThread() {
    try (RxContextHooks hooks = RxContextHooks.install();
        ForeignThread foreign = ForeignThread.withAnother()) {
      BlockingQueue<String> names = new LinkedBlockingQueue<>();
      CountDownLatch ended = new CountDownLatch(5);
      try (Scope scope = named("A").makeCurrent()) {
        Disposable unusedFlowable =
            Flowable.create(
                    emitter -> foreign.start(emitter::onComplete), BackpressureStrategy.BUFFER)
                .doFinally(ended::countDown)
                .subscribe(item -> {}, error -> {}, () -> names.add(currentName()));
        Disposable unusedObservable =
            Observable.create(emitter -> foreign.start(emitter::onComplete))
                .doFinally(ended::countDown)
                .subscribe(item -> {}, error -> {}, () -> names.add(currentName()));
        Disposable unusedSingle =
            Single.create(emitter -> foreign.start(() -> emitter.onSuccess(1)))
                .doFinally(ended::countDown)
                .subscribe(item -> names.add(currentName()));
        Disposable unusedMaybe =
            Maybe.create(emitter -> foreign.start(emitter::onComplete))
                .doFinally(ended::countDown)
                .subscribe(item -> {}, error -> {}, () -> names.add(currentName()));
        Disposable unusedCompletable =
            Completable.create(emitter -> foreign.start(emitter::onComplete))
                .doFinally(ended::countDown)
                .subscribe(() -> names.add(currentName()));
      }
      ended.await();
      assertThat(names).containsExactly("A", "A", "A", "A", "A");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
