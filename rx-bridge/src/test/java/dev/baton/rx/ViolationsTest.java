package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.functions.BiFunction;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Whoever violates the protocol hears what RxJava says, and nothing of ours. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ViolationsTest {
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void logUndeliverable() {
    RxJavaPlugins.setErrorHandler(error -> log.add("undeliverable " + error));
  }

  @AfterEach
  void resetHandler() {
    RxJavaPlugins.setErrorHandler(null);
  }

  /** Subscribes to a chain with a violation in it; what is returned is disposed of. */
  private interface Chain extends BiFunction<Violation, List<String>, Disposable> {}

  private static Map<String, Chain> chains(boolean transformed) {
    Map<String, Chain> chains = new LinkedHashMap<>();
    for (String operator : List.of("none", "map", "concatMap", "doFinally", "hide")) {
      chains.put(
          "Flowable " + operator,
          (violation, log) -> {
            Flowable<Integer> source = violation.flowable(log);
            Flowable<Integer> chain =
                transformed ? source.compose(ContextTransformer.of()) : source;
            Flowable<Integer> below =
                switch (operator) {
                  case "map" -> chain.map(i -> i);
                  case "concatMap" -> chain.concatMap(Flowable::just);
                  case "doFinally" -> chain.doFinally(() -> log.add("finally"));
                  case "hide" -> chain.hide();
                  default -> chain;
                };
            return below.subscribe(
                i -> log.add("item " + i), e -> log.add("error " + e), () -> log.add("end"));
          });
      chains.put(
          "Observable " + operator,
          (violation, log) -> {
            Observable<Integer> source = violation.observable(log);
            Observable<Integer> chain =
                transformed ? source.compose(ContextTransformer.of()) : source;
            Observable<Integer> below =
                switch (operator) {
                  case "map" -> chain.map(i -> i);
                  case "concatMap" -> chain.concatMap(Observable::just);
                  case "doFinally" -> chain.doFinally(() -> log.add("finally"));
                  case "hide" -> chain.hide();
                  default -> chain;
                };
            return below.subscribe(
                i -> log.add("item " + i), e -> log.add("error " + e), () -> log.add("end"));
          });
      chains.put(
          "Single " + operator,
          (violation, log) -> {
            Single<Integer> source = violation.single(log);
            Single<Integer> chain = transformed ? source.compose(ContextTransformer.of()) : source;
            Single<Integer> below =
                switch (operator) {
                  case "map" -> chain.map(i -> i);
                  case "concatMap" -> chain.flatMap(Single::just);
                  case "doFinally" -> chain.doFinally(() -> log.add("finally"));
                  case "hide" -> chain.hide();
                  default -> chain;
                };
            return below.subscribe(i -> log.add("item " + i), e -> log.add("error " + e));
          });
      chains.put(
          "Maybe " + operator,
          (violation, log) -> {
            Maybe<Integer> source = violation.maybe(log);
            Maybe<Integer> chain = transformed ? source.compose(ContextTransformer.of()) : source;
            Maybe<Integer> below =
                switch (operator) {
                  case "map" -> chain.map(i -> i);
                  case "concatMap" -> chain.flatMap(Maybe::just);
                  case "doFinally" -> chain.doFinally(() -> log.add("finally"));
                  case "hide" -> chain.hide();
                  default -> chain;
                };
            return below.subscribe(
                i -> log.add("item " + i), e -> log.add("error " + e), () -> log.add("end"));
          });
      chains.put(
          "Completable " + operator,
          (violation, log) -> {
            Completable source = violation.completable(log);
            Completable chain =
                transformed ? source.compose(ContextTransformer.<Object>of()) : source;
            Completable below =
                switch (operator) {
                  case "map" -> chain.onErrorComplete();
                  case "concatMap" -> chain.andThen(Completable.complete());
                  case "doFinally" -> chain.doFinally(() -> log.add("finally"));
                  case "hide" -> chain.hide();
                  default -> chain;
                };
            return below.subscribe(() -> log.add("end"), e -> log.add("error " + e));
          });
    }
    return chains;
  }

  static Stream<Arguments> cases() {
    return chains(false).keySet().stream()
        .flatMap(
            chain ->
                Arrays.stream(Violation.values()).map(violation -> Arguments.of(chain, violation)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void violationHasTheOutcomeThatItHasWithoutUs(String name, Violation violation) {
    List<String> raw = outcome(chains(false).get(name), violation);
    try (RxContextHooks hooks = RxContextHooks.install()) {
      assertThat(outcome(chains(false).get(name), violation)).isEqualTo(raw);
    }
    assertThat(outcome(chains(true).get(name), violation)).isEqualTo(raw);
  }

  private List<String> outcome(Chain chain, Violation violation) {
    log.clear();
    Throwable thrown = catchThrowable(() -> chain.apply(violation, log).dispose());
    if (thrown != null) {
      log.add("threw " + thrown);
    }
    return List.copyOf(log);
  }

  @Test
  void invalidRequestHasTheOutcomeThatItHasWithoutUs() {
    for (long items : new long[] {0, -1, Long.MIN_VALUE}) {
      List<String> raw = requesting(items);
      try (RxContextHooks hooks = RxContextHooks.install()) {
        assertThat(requesting(items)).isEqualTo(raw);
      }
    }
  }

  private List<String> requesting(long items) {
    log.clear();
    Flowable.range(1, 3).mergeWith(Flowable.never()).subscribe(new Requesting(items, log));
    Flowable.range(1, 3).subscribe(new Requesting(items, log));
    Flowable.<Integer>never().map(i -> i).subscribe(new Requesting(items, log));
    return List.copyOf(log);
  }

  /** Not RxJava's own, so RxJava is strict with it. */
  private record Requesting(long items, List<String> log) implements Subscriber<Integer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(items);
    }

    @Override
    public void onNext(Integer item) {
      log.add("item " + item);
    }

    @Override
    public void onError(Throwable error) {
      log.add("error " + error);
    }

    @Override
    public void onComplete() {
      log.add("end");
    }
  }
}
