package dev.baton.spring;

import dev.baton.context.CapturedContext;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

/**
 * Has what a controller of Spring MVC returns as a type of RxJava be subscribed to under the
 * context of its request. Spring makes a publisher of Reactor's of it, which has no context in
 * Reactor's sense; so Reactor's automatic context propagation takes the thread's away, just before
 * RxJava is subscribed to.
 */
final class RxReturnTypes {
  private RxReturnTypes() {}

  static void install(ReactiveAdapterRegistry registry) {
    registry.registerReactiveTypeOverride(
        ReactiveTypeDescriptor.multiValue(Flowable.class, Flowable::empty),
        source -> carrying((Flowable<?>) source),
        Flowable::fromPublisher);
    registry.registerReactiveTypeOverride(
        ReactiveTypeDescriptor.multiValue(Observable.class, Observable::empty),
        source -> carrying(((Observable<?>) source).toFlowable(BackpressureStrategy.BUFFER)),
        Observable::fromPublisher);
    registry.registerReactiveTypeOverride(
        ReactiveTypeDescriptor.singleRequiredValue(Single.class),
        source -> carrying(((Single<?>) source).toFlowable()),
        Single::fromPublisher);
    registry.registerReactiveTypeOverride(
        ReactiveTypeDescriptor.singleOptionalValue(Maybe.class, Maybe::empty),
        source -> carrying(((Maybe<?>) source).toFlowable()),
        source -> Flowable.fromPublisher(source).toObservable().singleElement());
    registry.registerReactiveTypeOverride(
        ReactiveTypeDescriptor.noValue(Completable.class, Completable::complete),
        source -> carrying(((Completable) source).toFlowable()),
        Completable::fromPublisher);
  }

  /** Under the subscriber's context if it has one, or else under the current one. */
  private static <T> Publisher<T> carrying(Flowable<T> source) {
    CapturedContext captured = Propagation.installed().capture();
    return subscriber -> {
      if (Context.current() == Context.root()) {
        captured.run(() -> source.subscribe(subscriber));
      } else {
        source.subscribe(subscriber);
      }
    };
  }
}
