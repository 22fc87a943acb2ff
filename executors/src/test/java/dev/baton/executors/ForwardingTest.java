package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.TaskListener;
import dev.baton.context.testing.DirectScheduler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A default method that is not overridden would do on our side what the delegate does in a way of
 * its own. Fails when a JDK adds one.
 */
final class ForwardingTest {
  static Stream<Object> wrappers() {
    ScheduledExecutorService scheduler =
        ContextExecutors.wrap(
            new DirectScheduler(), Propagation.capturing().with(new TaskListener() {}));
    return Stream.of(
        ContextExecutors.wrap(Runnable::run),
        ContextExecutors.wrap(Executors.unconfigurableExecutorService(new DirectScheduler())),
        scheduler,
        scheduler.submit(() -> {}),
        scheduler.schedule(() -> {}, 0, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void everyMethodOfAnInterfaceIsForwarded(Object wrapper) {
    assertThat(wrapper.getClass().getPackage()).isEqualTo(ForwardingTest.class.getPackage());
    Stream<Method> inherited =
        Arrays.stream(wrapper.getClass().getMethods())
            .filter(method -> method.getDeclaringClass().isInterface())
            .filter(method -> !Modifier.isStatic(method.getModifiers()));
    assertThat(inherited).isEmpty();
  }
}
