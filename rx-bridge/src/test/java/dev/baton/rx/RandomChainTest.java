package dev.baton.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.rx.ForeignSource.Course;
import io.reactivex.rxjava3.parallel.ParallelFlowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chains of operators that are drawn by lot, with sources of RxJava's and of a driver's. Which they
 * are, and in which order everything happens, depends on nothing but the seed.
 */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class RandomChainTest {
  private static final int CHAINS = 400;
  private static final Map<Class<?>, List<Method>> OPERATORS = new HashMap<>();

  private TestScheduler time;

  static {
    for (Class<?> type : SourceOperators.CHAINS) {
      OPERATORS.put(
          type,
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> Modifier.isPublic(method.getModifiers()))
              .filter(method -> !Modifier.isStatic(method.getModifiers()))
              .filter(method -> SourceOperators.CHAINS.contains(method.getReturnType()))
              .filter(method -> !isEndless(method))
              .sorted(Comparator.comparing(Method::toString))
              .toList());
    }
  }

  private static boolean isEndless(Method method) {
    return List.of("repeat", "retry").contains(method.getName())
        && !List.of(method.getParameterTypes()).contains(long.class);
  }

  @AfterEach
  void resetHandlers() {
    RxJavaPlugins.setComputationSchedulerHandler(null);
    RxJavaPlugins.setErrorHandler(null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyCallbackSeesTheSubscribersContext(long seed) throws Throwable {
    RxJavaPlugins.setComputationSchedulerHandler(unused -> time);
    RxJavaPlugins.setErrorHandler(undeliverable -> {});
    int called = 0;
    for (int i = 0; i < CHAINS; i++) {
      called += run(new Random(seed * CHAINS + i));
    }
    assertThat(called).isGreaterThan(CHAINS);
  }

  /** How many kinds of callback were called. */
  private int run(Random random) throws Throwable {
    time = new TestScheduler(true);
    List<String> names = new ArrayList<>();
    try (OperatorCase test =
        new OperatorCase(
            OperatorCase.Wiring.HOOKS, OperatorCase.Emission.FOREIGN_WITH_ANOTHER, true)) {
      test.allowErrors();
      test.run(unused -> test.underContext(() -> chain(random, test, names)));
      for (int i = 0; i < 3; i++) {
        test.settle();
        time.advanceTimeBy(2, TimeUnit.SECONDS);
      }
      test.later(test.sink()::cancel);
      test.settle();
      assertThat(test.wrong()).as(names.toString()).isEmpty();
      return test.called();
    }
  }

  private Object chain(Random random, OperatorCase test, List<String> names) {
    SourceOperators arguments =
        new SourceOperators(
            test,
            time,
            (type, items) ->
                new ForeignSource(test, oneOf(random, Course.values()), items).ofRxJava(type));
    Object chain =
        oneOf(random, Upstream.values(), 1).make(test, oneOf(random, SourceOperators.CHAINS));
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      Class<?> type = typeOf(chain);
      Method operator = oneOf(random, OPERATORS.get(type));
      try {
        chain = operator.invoke(chain, arguments.argumentsOf(operator));
        names.add(type.getSimpleName() + "." + operator.getName());
      } catch (InvocationTargetException | IllegalArgumentException | IllegalAccessException e) {
        names.add(operator.getName() + " refused");
      } catch (SourceOperators.NoArgument e) {
        // another one
      }
    }
    return chain instanceof ParallelFlowable<?> rails ? rails.sequential() : chain;
  }

  private static Class<?> typeOf(Object chain) {
    return SourceOperators.CHAINS.stream()
        .filter(type -> type.isInstance(chain))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T oneOf(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static <T> T oneOf(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  private static <T> T oneOf(Random random, T[] all, int from) {
    return all[from + random.nextInt(all.length - from)];
  }
}
