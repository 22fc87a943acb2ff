package dev.baton.rx;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import dev.baton.context.storage.Reports;
import dev.baton.rx.ContextObservers.ContextCompletableObserver;
import dev.baton.rx.ContextObservers.ContextMaybeObserver;
import dev.baton.rx.ContextObservers.ContextObserver;
import dev.baton.rx.ContextObservers.ContextSingleObserver;
import dev.baton.rx.ContextObservers.HearsUnderContext;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.functions.BiFunction;
import io.reactivex.rxjava3.functions.Consumer;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * Hooks in {@link RxJavaPlugins} that let every operator and callback of the program see the
 * context of its subscriber. {@link dev.baton.context.Baton#install()} installs them where RxJava
 * is on the class path.
 *
 * {@snippet file="dev/baton/rx/RxContextHooksTest.java" region="install"}
 *
 * <p><b>Capture</b> is on the subscribing thread, at each subscription, operator by operator; and
 * when a task is given to a scheduler. <b>Restore</b> is at the end of each signal and each task,
 * on the thread that brought or ran it, which gets back what it had.
 *
 * <p><b>Where</b>: a context is attached where a signal can arrive on a foreign thread, on its way
 * down ({@code onNext} and the like, {@code poll} of a fused queue) or up ({@code request}, {@code
 * cancel}, {@code dispose}). RxJava's own operators that are known to pass everything straight on,
 * such as {@code map}, get nothing put below them. Fusion, back-pressure and the classes of the
 * operators stay as they are.
 *
 * <p><b>Other hooks</b> stay. One that was set before is called by ours, and hears signals under
 * the context. One that is set afterwards and calls the one before it keeps working when ours are
 * closed. {@link RxJavaPlugins#reset()} removes ours along with all others: close and install them
 * again.
 *
 * <p><b>Errors</b> that cannot be delivered reach the handler of {@link RxJavaPlugins#onError}
 * under the context of the chain; those of a task that throws, under the context of that task. For
 * the latter we put a handler in front of the one that is set. It is lost if somebody sets another
 * one later without calling it.
 *
 * <p><b>Cost</b>: at each subscription, one or two small objects for each operator that is not
 * known to pass everything straight on; two objects for each task of a scheduler; for a signal,
 * what {@link ContextTransformer} says.
 *
 * <p><b>Not carried</b>: to what a source does outside its signals, on a thread of its own; to a
 * task on a scheduler that does not call {@link RxJavaPlugins#onSchedule}, as a {@code
 * TestScheduler} does not unless it is made to. {@link ContextSchedulers#wrap} such a scheduler.
 *
 * <p>Thread-safe.
 */
public final class RxContextHooks implements AutoCloseable {
  private static final Object LOCK = new Object();
  private static volatile @Nullable RxContextHooks installed;

  private final List<Hook<?>> hooks = new ArrayList<>();
  private volatile Propagation propagation;
  private volatile boolean active = true;

  /** Who said what the hooks carry; null if nobody has said anything in particular. */
  private @Nullable Who chooser;

  private final Who installer;

  private enum Who {
    PROGRAM,
    BATON
  }

  private RxContextHooks(Propagation propagation, Who installer) {
    this.propagation = propagation;
    this.installer = installer;
  }

  /**
   * Installs the hooks; carries what {@link Propagation#installed()} says now. If they are
   * installed already, they stay as they are.
   *
   * @return removes the hooks
   * @throws IllegalStateException if {@link RxJavaPlugins} are locked down, or this RxJava is older
   *     than 3.1.1
   */
  public static RxContextHooks install() {
    synchronized (LOCK) {
      return installed(Propagation.installed(), Who.PROGRAM);
    }
  }

  /**
   * Installs the hooks; carries what the propagation says. If they are installed already, they
   * carry it from now on, unless it has been said before what they carry: here, or by {@link
   * dev.baton.context.Baton#install(Propagation)}. What is said first stays until the hooks are
   * closed, and a line in the log says so.
   *
   * @return removes the hooks
   * @throws IllegalStateException if {@link RxJavaPlugins} are locked down, or this RxJava is older
   *     than 3.1.1
   */
  public static RxContextHooks install(Propagation propagation) {
    Objects.requireNonNull(propagation, "propagation");
    RxContextHooks hooks;
    Propagation carried;
    synchronized (LOCK) {
      hooks = installed(propagation, Who.PROGRAM);
      if (hooks.chooser == null) {
        hooks.choose(propagation, Who.PROGRAM);
      }
      carried = hooks.propagation;
    }
    if (carried != propagation) {
      Reports.ofInstallation("RxJava hooks not changed: " + kept(carried), null);
    }
    return hooks;
  }

  /**
   * As {@link #install(Propagation)}.
   *
   * @return undoes that, and leaves what the program itself has installed
   * @throws IllegalStateException also if the program has said what its hooks carry
   */
  static AutoCloseable installForBaton(Propagation propagation) {
    synchronized (LOCK) {
      RxContextHooks hooks = installed(propagation, Who.BATON);
      if (hooks.chooser == Who.PROGRAM) {
        throw new IllegalStateException(kept(hooks.propagation));
      }
      // capturing is what is carried if nobody says anything
      hooks.choose(propagation, propagation == Propagation.capturing() ? null : Who.BATON);
      return hooks::closeForBaton;
    }
  }

  private static String kept(Propagation carried) {
    String what;
    try {
      what = carried.toString();
    } catch (Throwable t) { // from what is carried, which is the user's
      what = "another propagation";
    }
    return "they are there, with " + what + ", which was chosen first and stays";
  }

  private static RxContextHooks installed(Propagation propagation, Who installer) {
    RxContextHooks hooks = installed;
    if (hooks == null) {
      String problem = RxJava.problem();
      if (problem != null) {
        throw new IllegalStateException(problem);
      }
      if (RxJavaPlugins.isLockdown()) {
        throw new IllegalStateException(
            "RxJavaPlugins are locked down: install the context hooks before that");
      }
      hooks = new RxContextHooks(propagation, installer);
      hooks.set();
      installed = hooks;
    }
    return hooks;
  }

  private void choose(Propagation chosen, @Nullable Who by) {
    propagation = chosen;
    chooser = by;
  }

  /** All or none. */
  private void set() {
    try {
      setSubscribeHooks();
      setScheduleHook();
      setErrorHandler();
    } catch (Throwable t) {
      active = false;
      hooks.reversed().forEach(Hook::remove);
      throw t;
    }
  }

  /**
   * Removes the hooks. Running chains keep what they have. A hook that somebody else set afterwards
   * stays, and may go on calling ours, which then does nothing. Closing twice does nothing.
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

  private void closeForBaton() {
    synchronized (LOCK) {
      if (chooser != Who.PROGRAM) {
        choose(Propagation.capturing(), null);
        if (installer == Who.BATON) {
          close();
        }
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

  /** Puts something between a source and its observer, or a subscriber. */
  private interface Wrap<O> {
    O wrap(O observer, CapturedContext captured);
  }

  /**
   * Ours comes last, next to the source: so what others put between hears the signals under the
   * context. What is wrapped by a transformer, or by the hook of a source that hands its observer
   * on, is under a context already.
   *
   * @param requested what to put below a source that answers requests, or null if there is none
   */
  private <S, O> void setSubscribeHook(
      Getter<BiFunction<? super S, ? super O, ? extends O>> getter,
      Setter<BiFunction<? super S, ? super O, ? extends O>> setter,
      @Nullable Wrap<O> requested,
      Wrap<O> anywhere) {
    set(
        getter,
        setter,
        before ->
            (source, given) -> {
              O observer = before == null ? given : before.apply(source, given);
              if (!active || observer instanceof HearsUnderContext) {
                return observer;
              }
              Wrap<O> wrap =
                  switch (SignalOrigin.of(source, observer)) {
                    case UPSTREAM -> null;
                    case REQUEST -> requested;
                    case ANYWHERE -> anywhere;
                  };
              return wrap == null ? observer : wrap.wrap(observer, propagation.capture());
            });
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // as RxJavaPlugins have it
  private void setSubscribeHooks() {
    this.<Flowable, Subscriber>setSubscribeHook(
        RxJavaPlugins::getOnFlowableSubscribe,
        RxJavaPlugins::setOnFlowableSubscribe,
        RequestSubscriber::wrap,
        ContextSubscriber::wrap);
    this.<Observable, Observer>setSubscribeHook(
        RxJavaPlugins::getOnObservableSubscribe,
        RxJavaPlugins::setOnObservableSubscribe,
        RequestObserver::new,
        ContextObserver::new);
    this.<Single, SingleObserver>setSubscribeHook(
        RxJavaPlugins::getOnSingleSubscribe,
        RxJavaPlugins::setOnSingleSubscribe,
        null,
        ContextSingleObserver::new);
    this.<Maybe, MaybeObserver>setSubscribeHook(
        RxJavaPlugins::getOnMaybeSubscribe,
        hook -> RxJavaPlugins.setOnMaybeSubscribe((BiFunction) hook),
        null,
        ContextMaybeObserver::new);
    this.<Completable, CompletableObserver>setSubscribeHook(
        RxJavaPlugins::getOnCompletableSubscribe,
        RxJavaPlugins::setOnCompletableSubscribe,
        null,
        ContextCompletableObserver::new);
    this.<ParallelFlowable, Subscriber[]>setSubscribeHook(
        RxJavaPlugins::getOnParallelSubscribe,
        RxJavaPlugins::setOnParallelSubscribe,
        null,
        ContextSubscriber::wrap);
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
        before -> {
          Consumer<? super Throwable> handler = before == null ? RxContextHooks::report : before;
          return error -> {
            if (active) {
              FailedTasks.handle(error, handler);
            } else {
              handler.accept(error);
            }
          };
        });
  }

  /** As RxJava reports an error when there is no handler. */
  private static void report(Throwable error) {
    try {
      error.printStackTrace();
    } catch (Throwable unprintable) {
      // as its own methods may have it; the thread's handler hears of it all the same
    }
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
  }
}
