package dev.baton.tracing.annotations;

import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.rx.TracedChain;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** RxJava's types. */
final class ChainResult {
  private ChainResult() {}

  static @Nullable Result of(Method method) {
    Class<?> type = method.getReturnType();
    if (type == Publisher.class) {
      return (operation, again, chain) ->
          Flowable.fromPublisher((Publisher<?>) chain).compose(traced(operation, again));
    }
    if (type == Flowable.class) {
      return (operation, again, chain) -> ((Flowable<?>) chain).compose(traced(operation, again));
    }
    if (type == Observable.class) {
      return (operation, again, chain) -> ((Observable<?>) chain).compose(traced(operation, again));
    }
    if (type == Single.class) {
      return (operation, again, chain) -> ((Single<?>) chain).compose(traced(operation, again));
    }
    if (type == Maybe.class) {
      return (operation, again, chain) -> ((Maybe<?>) chain).compose(traced(operation, again));
    }
    if (type == Completable.class) {
      return (operation, again, chain) -> ((Completable) chain).compose(traced(operation, again));
    }
    Stream.of(Flowable.class, Observable.class, Single.class, Maybe.class, Completable.class)
        .filter(chain -> chain.isAssignableFrom(type))
        .findFirst()
        .ifPresent(
            chain -> {
              throw Result.refused(method, chain);
            });
    return null;
  }

  private static <T> TracedChain<T> traced(TracedOperation first, Supplier<TracedOperation> again) {
    return TracedChain.of(new FirstOperation(first, again));
  }
}
