package dev.baton.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests and cancellations, from everywhere. A transformer is at the end of the chain here. A
 * wrapped scheduler alone carries nothing upwards, save what {@link ContextSchedulersTest} shows.
 */
@ExtendWith(CleanRx.class)
final class UpwardMatrixTest {

  @ParameterizedTest
  @MethodSource("cells")
  void everyCallbackSeesTheSubscribersContext(
      UpwardFamily family, Cell.Wiring wiring, Cell.Emission emission) throws Throwable {
    try (Cell cell = new Cell(wiring, emission, false)) {
      cell.run(given -> composed(family.apply(given), wiring));
      cell.emit(() -> cell.sink().request(1));
      cell.emit(() -> cell.sink().request(2));
      cell.emit(cell.sink()::cancel);
      cell.check();
    }
  }

  private static Object composed(Object chain, Cell.Wiring wiring) {
    if (wiring == Cell.Wiring.HOOKS) {
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
      return ((Completable) chain).compose(ContextTransformer.<Object>capturing());
    }
  }

  private static <T> Object compose(Flowable<T> chain) {
    return chain.compose(ContextTransformer.capturing());
  }

  private static <T> Object compose(Observable<T> chain) {
    return chain.compose(ContextTransformer.capturing());
  }

  private static <T> Object compose(Single<T> chain) {
    return chain.compose(ContextTransformer.capturing());
  }

  private static <T> Object compose(Maybe<T> chain) {
    return chain.compose(ContextTransformer.capturing());
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(UpwardFamily.values())
        .flatMap(
            family ->
                Stream.of(Cell.Wiring.HOOKS, Cell.Wiring.TRANSFORMER)
                    .flatMap(
                        wiring ->
                            Arrays.stream(Cell.Emission.values())
                                .map(emission -> Arguments.of(family, wiring, emission))));
  }
}
