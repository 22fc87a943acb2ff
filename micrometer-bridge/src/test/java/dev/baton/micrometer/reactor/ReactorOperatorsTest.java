package dev.baton.micrometer.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.micrometer.OpenTelemetryContextAccessor;
import dev.baton.micrometer.reactor.OperatorRun.Course;
import io.micrometer.context.ContextRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;
import reactor.core.scheduler.Schedulers;

/**
 * Every operator of Flux and Mono, with Reactor's automatic context propagation: sources that
 * signal on a thread with another context on it, and functions that see what is current.
 */
@Tag("slot")
final class ReactorOperatorsTest {
  private static final Map<String, List<Method>> OPERATORS = Operators.all();

  @BeforeEach
  void enable() {
    Hooks.enableAutomaticContextPropagation();
    Hooks.onErrorDropped(error -> {});
  }

  @AfterEach
  void disable() {
    Hooks.resetOnErrorDropped();
    Hooks.disableAutomaticContextPropagation();
    Schedulers.resetFactory();
  }

  static Set<String> names() {
    return OPERATORS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void callsUnderAnotherContextAreTheListedOnes(String name) throws Exception {
    Set<String> called = new TreeSet<>();
    assertThat(wrong(name, called)).isEqualTo(listed().getOrDefault(name, Set.of()));
    assertThat(called.isEmpty()).isEqualTo(name.endsWith(".never"));
  }

  @Test
  void withoutTheAccessorTheContextIsLost() throws Exception {
    ContextRegistry registry = ContextRegistry.getInstance();
    registry.removeThreadLocalAccessor(OpenTelemetryContextAccessor.KEY);
    try {
      assertThat(wrong("Flux.map", new TreeSet<>())).contains("Function", "onNext", "end");
    } finally {
      registry.registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
    }
  }

  @Test
  void listedOperatorsExist() throws IOException {
    assertThat(OPERATORS.keySet()).containsAll(listed().keySet()).hasSizeGreaterThan(280);
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReactorOperatorsTest.class.getResourceAsStream("not-carried.txt")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ")))
          .forEach(words -> listed.put(words.get(0), Set.copyOf(words.subList(1, words.size()))));
    }
    return listed;
  }

  static Set<String> wrong(String name, Set<String> called) throws Exception {
    Set<String> wrong = new TreeSet<>();
    for (Method operator : OPERATORS.get(name)) {
      for (Course course : Course.values()) {
        wrong.addAll(wrong(operator, course, false, called));
        if (!Modifier.isStatic(operator.getModifiers())) {
          wrong.addAll(wrong(operator, course, true, called));
        }
      }
    }
    return wrong;
  }

  private static Set<String> wrong(
      Method operator, Course course, boolean created, Set<String> called) throws Exception {
    try (OperatorRun run = new OperatorRun(course, called)) {
      Schedulers.setFactory(run.clock);
      return run.wrong(
          () -> {
            Object above = above(run, operator, created);
            try {
              return below(operator.invoke(above, new Operators(run).argumentsOf(operator)));
            } catch (InvocationTargetException e) {
              throw new AssertionError(operator.toString(), e.getCause());
            }
          });
    }
  }

  private static Object above(OperatorRun run, Method operator, boolean created) {
    Publisher<Object> source = run.source(() -> 1);
    boolean isFlux = operator.getDeclaringClass() == Flux.class;
    if (!created) {
      return isFlux ? Flux.from(source) : Mono.from(source);
    }
    return isFlux
        ? Flux.create(
            sink -> run.foreign.start(() -> run.emit(sink::next, sink::error, sink::complete)))
        : Mono.create(
            sink -> run.foreign.start(() -> run.emit(sink::success, sink::error, sink::success)));
  }

  private static Publisher<?> below(Object chain) {
    if (chain instanceof ConnectableFlux<?> connectable) {
      return connectable.autoConnect();
    }
    return chain instanceof ParallelFlux<?> rails ? rails.sequential() : (Publisher<?>) chain;
  }
}
