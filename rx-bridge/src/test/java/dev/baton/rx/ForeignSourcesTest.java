package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.rx.ForeignSource.Course;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator of RxJava that takes another source, with sources of a driver's own, which RxJava
 * did not make: what they do when they are given as they are, and that it is enough to make them
 * sources of RxJava's.
 */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ForeignSourcesTest {
  private static final Set<String> SIGNALS = Set.of("onSubscribe", "onNext", "end");
  private static final Map<String, List<Method>> OPERATORS = SourceOperators.all();

  private Scheduler time;

  @BeforeEach
  void setOperatorsOwnScheduler() {
    RxJavaPlugins.setComputationSchedulerHandler(unused -> time);
    RxJavaPlugins.setErrorHandler(undeliverable -> {});
  }

  @AfterEach
  void resetOperatorsOwnScheduler() {
    RxJavaPlugins.setComputationSchedulerHandler(null);
    RxJavaPlugins.setErrorHandler(null);
  }

  static Set<String> names() {
    return OPERATORS.keySet();
  }

  /** All but those that take nothing of RxJava's. */
  static Stream<String> namesForRxJavas() {
    return names().stream().filter(name -> !name.endsWith(".unsafeCreate"));
  }

  /**
   * Whatever RxJava calls while it takes a signal on the driver's thread, before it hands one down.
   * RxJava subscribes to such a source without a hook: there is no place at which to attach.
   */
  @ParameterizedTest
  @MethodSource("names")
  void callsUnderTheContextOfASourceThatIsGivenAsItIsAreTheListedOnes(String name)
      throws Throwable {
    assertThat(wrong(name, Given.RAW)).isEqualTo(listed().getOrDefault(name, Set.of()));
  }

  @ParameterizedTest
  @MethodSource("namesForRxJavas")
  void nothingIsCalledUnderTheContextOfASourceThatIsMadeRxJavas(String name) throws Throwable {
    assertThat(wrong(name, Given.OF_RX_JAVA)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("namesForRxJavas")
  void withoutHooksATransformerBelowEachSourceIsEnough(String name) throws Throwable {
    assertThat(wrong(name, Given.WITH_TRANSFORMER)).isEmpty();
  }

  static Stream<String> namesOfConversions() {
    return names().stream().filter(name -> name.contains(".from"));
  }

  /** An operator may take the source out of the one above, and subscribe to it by itself. */
  @ParameterizedTest
  @MethodSource("namesOfConversions")
  void signalsOfASourceThatIsConvertedTwiceComeUnderTheContext(String name) throws Throwable {
    for (Method operator : OPERATORS.get(name)) {
      for (Method second : operator.getReturnType().getMethods()) {
        if (second.getParameterCount() == 0
            && !second.getName().equals("repeat") // without end
            && second.getReturnType() != operator.getReturnType()
            && SourceOperators.CHAINS.contains(second.getReturnType())) {
          Set<String> wrong =
              wrong(
                  operator, Course.ITEMS, Upstream.NONE, Given.RAW, chain -> second.invoke(chain));
          assertThat(wrong).as(second.toString()).doesNotContainAnyElementsOf(SIGNALS);
        }
      }
    }
  }

  @Test
  void listedOperatorsExistAndHearNoSignalUnderAnotherContext() throws IOException {
    assertThat(OPERATORS.keySet()).containsAll(listed().keySet());
    assertThat(listed().values())
        .allSatisfy(calls -> assertThat(calls).doesNotContainAnyElementsOf(SIGNALS));
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ForeignSourcesTest.class.getResourceAsStream("foreign-sources.txt")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                List<String> words = List.of(line.split(" "));
                listed.put(words.get(0), new TreeSet<>(words.subList(1, words.size())));
              });
    }
    return listed;
  }

  /** How an operator is given the driver's sources. */
  private enum Given {
    RAW,
    OF_RX_JAVA,
    WITH_TRANSFORMER;

    OperatorCase.Wiring wiring() {
      return this == WITH_TRANSFORMER ? OperatorCase.Wiring.TRANSFORMER : OperatorCase.Wiring.HOOKS;
    }
  }

  /** What is called under another context than the subscriber's, by any form, on any course. */
  private Set<String> wrong(String name, Given given) throws Throwable {
    Set<String> wrong = new TreeSet<>();
    for (Method operator : OPERATORS.get(name)) {
      for (Course course : Course.values()) {
        for (Upstream upstream : upstreams(operator)) {
          wrong.addAll(wrong(operator, course, upstream, given, chain -> chain));
        }
      }
    }
    return wrong;
  }

  private static List<Upstream> upstreams(Method operator) {
    return Modifier.isStatic(operator.getModifiers())
        ? List.of(Upstream.NONE)
        : List.of(Upstream.values()).subList(1, Upstream.values().length);
  }

  private Set<String> wrong(
      Method operator,
      Course course,
      Upstream upstream,
      Given given,
      Function<Object, Object> below)
      throws Throwable {
    TestScheduler clock = new TestScheduler(true);
    try (OperatorCase test =
        new OperatorCase(given.wiring(), OperatorCase.Emission.FOREIGN_WITH_ANOTHER, true)) {
      time = given == Given.WITH_TRANSFORMER ? ContextSchedulers.wrap(clock) : clock;
      test.allowErrors();
      SourceOperators arguments =
          new SourceOperators(
              test,
              time,
              (type, items) -> {
                ForeignSource source = new ForeignSource(test, course, items);
                return given == Given.RAW && type.isInterface()
                    ? source
                    : ForeignSource.wire(test, source.ofRxJava(type));
              });
      test.run(
          unused ->
              test.underContext(
                  () -> {
                    Object above = upstream.make(test, operator.getDeclaringClass());
                    Object chain =
                        below.apply(operator.invoke(above, arguments.argumentsOf(operator)));
                    return chain instanceof ParallelFlowable<?> rails ? rails.sequential() : chain;
                  }));
      test.settle();
      clock.advanceTimeBy(1, TimeUnit.HOURS);
      test.settle();
      return test.wrong();
    } catch (Exception e) {
      throw new AssertionError(operator + ", " + course + ", " + upstream, e);
    }
  }
}
