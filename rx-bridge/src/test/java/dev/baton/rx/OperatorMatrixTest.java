package dev.baton.rx;

import io.reactivex.rxjava3.functions.Function;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator, with every wiring, its sources emitting from everywhere. */
@ExtendWith(CleanRx.class)
final class OperatorMatrixTest {

  @ParameterizedTest
  @MethodSource("cells")
  void everyCallbackSeesTheSubscribersContext(
      Function<Cell, Object> family, Cell.Wiring wiring, Cell.Emission emission) throws Throwable {
    try (Cell cell = new Cell(wiring, emission, true)) {
      cell.run(family);
      cell.awaitEnd();
      cell.check();
    }
  }

  static Stream<Arguments> cells() {
    return Stream.<Function<Cell, Object>[]>of(
            FlowableFamily.values(), ObservableFamily.values(), ValueFamily.values())
        .flatMap(Arrays::stream)
        .flatMap(
            family ->
                Arrays.stream(Cell.Wiring.values())
                    .flatMap(
                        wiring ->
                            Arrays.stream(Cell.Emission.values())
                                .map(emission -> Arguments.of(family, wiring, emission))));
  }
}
