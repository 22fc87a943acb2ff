package dev.baton.rx;

import dev.baton.context.ContextSnapshot;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.functions.BiFunction;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * Hooks in {@link RxJavaPlugins} by which every chain of the program has the context of its
 * subscriber in every operator and callback. {@link dev.baton.context.Baton#install()} installs
 * them where RxJava is on the class path.
 *
 * {@snippet file="dev/baton/rx/RxContextHooksTest.java" region="install"}
 *
 * <p><b>Capture</b> is on the subscribing thread, at each subscription, operator by operator; and
 * where a task is given to a scheduler. <b>Restore</b> is at the end of each signal and each task,
 * on the thread that brought or ran it, which gets back what it had.
 *
 * <p><b>Where</b>: a context is attached where a signal can arrive on a foreign thread, downwards
 * ({@code onNext} and its kind, the {@code poll} of a fused queue) or upwards ({@code request},
 * {@code cancel}, {@code dispose}). Below RxJava's own operators that are known to pass everything
 * straight on, such as {@code map}, nothing is put. Fusion, back-pressure and the classes of the
 * operators stay as they are.
 *
 * <p><b>Others' hooks</b> stay: one that was there before is called by ours, and hears a signal
 * under the context; one that is set afterwards and calls the one before it keeps working when ours
 * are closed. {@link RxJavaPlugins#reset()} removes ours with all others: close and install anew.
 *
 * <p><b>Errors</b> that cannot be delivered reach the handler of {@link RxJavaPlugins#onError}
 * under the context of the chain, and those of a task that throws under the context of that task.
 * For the latter there is a handler of ours in front of the one that is set; one that is set later
 * without regard to the earlier is on its own.
 *
 * <p><b>Cost</b>: for each subscription a small object or two for each operator that is not known
 * to be straight; one attach for each signal there; two objects for each task of a scheduler.
 *
 * <p><b>Not carried</b>: what a source runs outside of any signal, on a thread of its own; a task
 * on a scheduler that does not ask {@link RxJavaPlugins#onSchedule}, such as a {@code
 * TestScheduler} that was not made to. {@link ContextSchedulers#wrap} such a one.
 *
 * <p>Thread-safe.
 */
public final class RxContextHooks implements AutoCloseable {
  private static final Object LOCK = new Object();
  private static volatile @Nullable RxContextHooks installed;

  private final List<Hook<?>> hooks = new ArrayList<>();
  private volatile Propagation propagation;
  private volatile boolean active = true;

  private RxContextHooks(Propagation propagation) {
    this.propagation = propagation;
  }

  /**
   * Installs the hooks; carries {@link Context#current()}. Where they are installed already they
   * stay as they are.
   *
   * @return removes the hooks
   * @throws IllegalStateException if {@link RxJavaPlugins} are locked down
   */
  public static RxContextHooks install() {
    synchronized (LOCK) {
      RxContextHooks hooks = installed;
      return hooks != null ? hooks : install(Propagation.capturing());
    }
  }

  /**
   * Installs the hooks; carries what the propagation says. Where they are installed already, new
   * subscriptions go by this propagation.
   *
   * @return removes the hooks
   * @throws IllegalStateException if {@link RxJavaPlugins} are locked down
   */
  public static RxContextHooks install(Propagation propagation) {
    Objects.requireNonNull(propagation, "propagation");
    synchronized (LOCK) {
      RxContextHooks hooks = installed;
      if (hooks == null) {
        if (RxJavaPlugins.isLockdown()) {
          throw new IllegalStateException(
              "RxJavaPlugins are locked down: install the context hooks before that");
        }
        hooks = new RxContextHooks(propagation);
        hooks.setSubscribeHooks();
        hooks.setScheduleHook();
        hooks.setErrorHandler();
        installed = hooks;
      }
      hooks.propagation = propagation;
      return hooks;
    }
  }

  /**
   * Removes the hooks from new subscriptions. Chains that run keep what they have. A hook that
   * somebody else set afterwards stays, and may go on calling ours, which then does nothing.
   * Closing twice does nothing.
   */
  @Override
  public void close() {
    synchronized (LOCK) {
      if (active) {
        active = false;
        installed = null;
        hooks.forEach(Hook::remove);
      }
    }
  }

  static boolean areInstalled() {
    return installed != null;
  }

  private interface Getter<H> {
    @Nullable H get();
  }

  private interface Setter<H> {
    void accept(@Nullable H hook);
  }

  private interface OnTopOf<H> {
    H apply(@Nullable H before);
  }

  /** One of RxJava's hooks, with ours in it, and the one before. */
  private record Hook<H>(Getter<H> getter, Setter<H> setter, @Nullable H before, H ours) {

    void remove() {
      if (getter.get() == ours && !RxJavaPlugins.isLockdown()) {
        setter.accept(before);
      }
    }
  }

  private <H> void set(Getter<H> getter, Setter<H> setter, OnTopOf<H> onTopOf) {
    H before = getter.get();
    H ours = onTopOf.apply(before);
    setter.accept(ours);
    hooks.add(new Hook<>(getter, setter, before, ours));
  }

  // Ours come last, next to the source: so what others put between hears the signals under the
  // context. What is wrapped by a transformer, or by the hook of a source that hands its observer
  // on, is under a context already.
  @SuppressWarnings({"rawtypes", "unchecked"}) // as RxJavaPlugins have it
  private void setSubscribeHooks() {
    set(
        RxJavaPlugins::getOnFlowableSubscribe,
        RxJavaPlugins::setOnFlowableSubscribe,
        before ->
            (source, given) -> {
              Subscriber s = before == null ? given : before.apply(source, given);
              return s instanceof ContextSubscriber
                  ? s
                  : switch (reach(source, s)) {
                    case STRAIGHT -> s;
                    case REQUESTED -> RequestSubscriber.wrap(s, capture());
                    case ANYWHERE -> ContextSubscriber.wrap(s, capture());
                  };
            });
    set(
        RxJavaPlugins::getOnObservableSubscribe,
        RxJavaPlugins::setOnObservableSubscribe,
        before ->
            (source, given) -> {
              Observer o = before == null ? given : before.apply(source, given);
              return o instanceof ContextObserver
                  ? o
                  : switch (reach(source, o)) {
                    case STRAIGHT -> o;
                    case REQUESTED -> new RequestObserver<>(o, capture());
                    case ANYWHERE -> new ContextObserver<>(o, capture());
                  };
            });
    set(
        RxJavaPlugins::getOnSingleSubscribe,
        RxJavaPlugins::setOnSingleSubscribe,
        before ->
            (source, given) -> {
              SingleObserver o = before == null ? given : before.apply(source, given);
              return isHarmless(source) || o instanceof ContextSingleObserver
                  ? o
                  : new ContextSingleObserver<>(o, capture());
            });
    set(
        RxJavaPlugins::getOnMaybeSubscribe,
        hook -> RxJavaPlugins.setOnMaybeSubscribe((BiFunction) hook),
        before ->
            (source, given) -> {
              MaybeObserver o = before == null ? given : before.apply(source, given);
              return isHarmless(source) || o instanceof ContextMaybeObserver
                  ? o
                  : new ContextMaybeObserver<>(o, capture());
            });
    set(
        RxJavaPlugins::getOnCompletableSubscribe,
        RxJavaPlugins::setOnCompletableSubscribe,
        before ->
            (source, given) -> {
              CompletableObserver o = before == null ? given : before.apply(source, given);
              return isHarmless(source) || o instanceof ContextCompletableObserver
                  ? o
                  : new ContextCompletableObserver(o, capture());
            });
    set(
        RxJavaPlugins::getOnParallelSubscribe,
        RxJavaPlugins::setOnParallelSubscribe,
        before ->
            (source, given) -> {
              Subscriber[] s = before == null ? given : before.apply(source, given);
              return isHarmless(source) ? s : ContextParallelFlowable.wrap(s, capture());
            });
  }

  private Reach reach(Object source, Object below) {
    return active ? Reach.of(source, below) : Reach.STRAIGHT;
  }

  /** Of sources that nobody can poll. */
  private boolean isHarmless(Object source) {
    return !active || Reach.of(source) != Reach.ANYWHERE;
  }

  private ContextSnapshot capture() {
    return propagation.capture();
  }

  private void setScheduleHook() {
    set(
        RxJavaPlugins::getScheduleHandler,
        RxJavaPlugins::setScheduleHandler,
        before ->
            given -> {
              Runnable run = before == null ? given : before.apply(given);
              return !active || RxTask.isWrapped(run) ? run : RxTask.wrap(run, propagation);
            });
  }

  private void setErrorHandler() {
    set(
        RxJavaPlugins::getErrorHandler,
        RxJavaPlugins::setErrorHandler,
        before ->
            error -> {
              Context context = Failures.of(error);
              // where a signal brings it, the chain's context is there already
              if (context == null || !active || Context.current() != Context.root()) {
                report(error, before);
                return;
              }
              ContextSnapshot snapshot = Propagation.fixed(context).capture();
              Object thread = ContextSnapshot.thread();
              Object state = snapshot.attach(thread);
              try {
                report(error, before);
              } finally {
                snapshot.restore(thread, state, before == null ? this : before);
              }
            });
  }

  /** To the handler that was there, or as RxJava reports an error when there is none. */
  private static void report(Throwable error, @Nullable Consumer<? super Throwable> handler)
      throws Throwable {
    if (handler != null) {
      handler.accept(error);
      return;
    }
    error.printStackTrace();
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
  }
}
