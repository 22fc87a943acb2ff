package dev.baton.rx;

import io.reactivex.rxjava3.functions.Function;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator, with every wiring, its sources emitting from everywhere. */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class OperatorMatrixTest {

  @ParameterizedTest
  @MethodSource("cases")
  void everyCallbackSeesTheSubscribersContext(
      Function<OperatorCase, Object> chain,
      OperatorCase.Wiring wiring,
      OperatorCase.Emission emission)
      throws Throwable {
    try (OperatorCase test = new OperatorCase(wiring, emission, true)) {
      test.run(chain);
      test.awaitEnd();
      test.check();
    }
  }

  static Stream<Arguments> cases() {
    return Stream.<Function<OperatorCase, Object>[]>of(
            FlowableChain.values(), ObservableChain.values(), ValueChain.values())
        .flatMap(Arrays::stream)
        .flatMap(
            chain ->
                Arrays.stream(OperatorCase.Wiring.values())
                    .flatMap(
                        wiring ->
                            Arrays.stream(OperatorCase.Emission.values())
                                .map(emission -> Arguments.of(chain, wiring, emission))));
  }
}
