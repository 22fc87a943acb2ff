package dev.baton.examples.beside;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Baton in a Spring Boot application with Micrometer Tracing. Two of the combinations, or all with
 * {@code -Dbaton.long=1}.
 */
@Timeout(Guest.SECONDS + 40)
final class BesideBootTest {
  record Application(boolean late, boolean virtual, boolean propagating) {
    List<String> arguments() {
      List<String> arguments = new ArrayList<>();
      if (late) {
        arguments.add("late");
      }
      arguments.add("--spring.threads.virtual.enabled=" + virtual);
      arguments.add("--spring.task.execution.propagate-context=" + propagating);
      return arguments;
    }
  }

  static Stream<Application> applications() {
    return System.getProperty("baton.long") == null
        ? Stream.of(new Application(false, false, false), new Application(true, true, true))
        : Stream.of(false, true)
            .flatMap(
                late ->
                    Stream.of(false, true)
                        .flatMap(
                            virtual ->
                                Stream.of(false, true)
                                    .map(on -> new Application(late, virtual, on))));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void besideSpringBoot(Application application) throws Exception {
    Printed printed =
        new Printed(
            Guest.named("boot")
                .run("beside.boot.BootProgram", application.arguments().toArray(String[]::new)));
    String leak = "A task of ";
    String wrapper =
        "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
            + ".OpenTelemetryEventPublisherBeansApplicationListener$Wrapper$Storage";
    if (application.late) {
      printed.leftAlone(wrapper, leak, leak, leak);
    } else {
      printed.contains("storage: " + wrapper).installed(leak, leak, leak);
    }
    String seenInBoots = application.propagating ? "in its span, logged, observed" : "nobody";
    printed
        .crossed(application.propagating ? 44 : 43)
        .contains("boot's executor: " + seenInBoots)
        .contains(
            "boot's executor, wrapped: in its span, logged"
                + (application.propagating ? ", observed" : ""))
        .contains("wrapped pool: in its span, logged")
        .contains("the thread itself: in its span, logged, observed")
        .contains("events of a task: Attached Closed Restored")
        .contains("boot's executor afterwards: nobody")
        .contains("raw pool afterwards: nobody")
        .contains("the thread afterwards: nobody")
        .contains("threads afterwards: nobody")
        .contains("raw: nobody", "leak: nobody, nobody");
  }
}
