package dev.baton.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import dev.baton.tracing.programs.AnnotatedProgram;
import dev.baton.tracing.programs.InstalledProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Baton.install() and the settings, each time in a JVM where nothing has started yet. */
@Tag("slot")
final class InstalledTelemetryTest {

  private static List<String> run(String... settings) {
    return ForkedJvm.run(InstalledProgram.class, settings);
  }

  @Test
  void offUnlessSomebodyAsksForIt() {
    assertThat(run())
        .contains(
            "task telemetry: NOT_INSTALLED (otel.instrumentation.baton-tasks.enabled=true switches"
                + " it on)",
            "installed: Propagation[capturing]",
            "counted: none")
        .noneMatch(line -> line.startsWith("WARNING"));
  }

  @Test
  void switchedOnItCountsEveryTaskAlsoThoseBeforeThereIsAnSdk() {
    assertThat(run("otel.instrumentation.baton-tasks.enabled=true"))
        .contains(
            "task telemetry: INSTALLED (undone by close())",
            "installed: Propagation[capturing, metrics of unknown]",
            "set by us: false",
            "counted: 2 of unknown",
            "times: 1 of unknown",
            "spans: 0");
  }

  @Test
  void spansAreSwitchedOnBesides() {
    assertThat(
            run(
                "otel.instrumentation.baton-tasks.enabled=true",
                "otel.instrumentation.baton-tasks.spans.enabled=true"))
        .contains("counted: 2 of unknown", "spans: 1");
  }

  @Test
  void whatTheProgramHasChosenStays() {
    assertThat(run("own", "otel.instrumentation.baton-tasks.enabled=true"))
        .contains("installed: Propagation[capturing, metrics of own]")
        .contains("counted: 2 of own");
  }

  @Test
  void needsNoLibraryThatThereIsAPackageFor() {
    List<Path> without =
        ForkedJvm.classPath().stream()
            .filter(
                entry ->
                    Stream.of("guava", "rx-bridge", "rxjava", "kotlin", "coroutines-bridge")
                        .noneMatch(entry.toString()::contains))
            .toList();
    assertThat(without).hasSizeLessThan(ForkedJvm.classPath().size() - 5);
    assertThat(
            ForkedJvm.runOn(
                without, InstalledProgram.class, "otel.instrumentation.baton-tasks.enabled=true"))
        .contains("counted: 2 of unknown", "traced: done");
    assertThat(ForkedJvm.runOn(without, AnnotatedProgram.class))
        .containsExactly("now, anything", "ended: 2", "later ended: 3");
  }

  @Test
  void exceptionsGoWhereTheConventionsSay() {
    String on = "otel.instrumentation.baton-tasks.enabled=true";
    String spans = "otel.instrumentation.baton-tasks.spans.enabled=true";
    String optIn = "otel.semconv.exception.signal.opt-in=";
    assertThat(run("failing", on, spans)).contains("events: 1", "logs: 0");
    assertThat(run("failing", on, spans, optIn + "logs")).contains("events: 0", "logs: 1");
    assertThat(run("failing", on, spans, optIn + "other, logs/dup"))
        .contains("events: 1", "logs: 1");
  }
}
