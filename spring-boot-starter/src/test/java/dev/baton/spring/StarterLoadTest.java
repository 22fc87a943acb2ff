package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import dev.baton.spring.app.MvcApplication;
import dev.baton.spring.app.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web application goes from broken traces to whole ones by the starter on its class path. */
final class StarterLoadTest {
  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void losesNothingOfAThousandRequests(String virtualThreads) {
    assertThat(verdict("--spring.threads.virtual.enabled=" + virtualThreads))
        .containsExactly("Verdict[requests=1000, work=2000, lost=0, mixed=0, misLogged=0]");
  }

  @Test
  void losesNothingWhereBootsOwnExecutorAndDecoratorAreOn() {
    assertThat(
            verdict(
                "--spring.task.execution.mode=force",
                "--spring.task.execution.propagate-context=true"))
        .containsExactly("Verdict[requests=1000, work=2000, lost=0, mixed=0, misLogged=0]");
  }

  @Test
  void losesNothingWithoutReactorsAutomaticContextPropagationButInReactor() {
    assertThat(verdict("--baton.reactor=false"))
        .containsExactly("Verdict[requests=1000, work=2000, lost=250, mixed=0, misLogged=250]");
  }

  @Test
  void tracesAreBrokenWithoutIt() {
    assertThat(verdict("--baton.enabled=false"))
        .containsExactly("Verdict[requests=1000, work=2000, lost=2000, mixed=0, misLogged=2000]");
  }

  private static List<String> verdict(String... properties) {
    String[] arguments =
        Stream.concat(
                Stream.of(MvcApplication.class.getName(), "1000", MvcApplication.PATHS),
                Stream.of(properties))
            .toArray(String[]::new);
    return ForkedJvm.run(Program.class, arguments).stream()
        .filter(line -> line.startsWith("Verdict"))
        .toList();
  }
}
