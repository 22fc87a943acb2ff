package dev.baton.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests and cancellations, from everywhere. A transformer is at the end of the chain here. A
 * wrapped scheduler alone carries nothing upwards, save what {@link ContextSchedulersTest} shows.
 */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class UpwardMatrixTest {

  @ParameterizedTest
  @MethodSource("cases")
  void everyCallbackSeesTheSubscribersContext(
      UpwardChain chain, OperatorCase.Wiring wiring, OperatorCase.Emission emission)
      throws Throwable {
    try (OperatorCase test = new OperatorCase(wiring, emission, false)) {
      test.run(given -> composed(chain.apply(given), wiring));
      test.emit(() -> test.sink().request(1));
      test.emit(() -> test.sink().request(2));
      test.emit(test.sink()::cancel);
      test.check();
    }
  }

  private static Object composed(Object chain, OperatorCase.Wiring wiring) {
    if (wiring == OperatorCase.Wiring.HOOKS) {
      return chain;
    } else if (chain instanceof Flowable<?> flowable) {
      return compose(flowable);
    } else if (chain instanceof Observable<?> observable) {
      return compose(observable);
    } else if (chain instanceof Single<?> single) {
      return compose(single);
    } else if (chain instanceof Maybe<?> maybe) {
      return compose(maybe);
    } else {
      return ((Completable) chain).compose(ContextTransformer.<Object>of());
    }
  }

  private static <T> Object compose(Flowable<T> chain) {
    return chain.compose(ContextTransformer.of());
  }

  private static <T> Object compose(Observable<T> chain) {
    return chain.compose(ContextTransformer.of());
  }

  private static <T> Object compose(Single<T> chain) {
    return chain.compose(ContextTransformer.of());
  }

  private static <T> Object compose(Maybe<T> chain) {
    return chain.compose(ContextTransformer.of());
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(UpwardChain.values())
        .flatMap(
            chain ->
                Stream.of(OperatorCase.Wiring.HOOKS, OperatorCase.Wiring.TRANSFORMER)
                    .flatMap(
                        wiring ->
                            Arrays.stream(OperatorCase.Emission.values())
                                .map(emission -> Arguments.of(chain, wiring, emission))));
  }
}
