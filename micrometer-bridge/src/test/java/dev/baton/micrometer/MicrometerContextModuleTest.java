package dev.baton.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.ForkedJvm;
import dev.baton.micrometer.programs.InstalledProgram;
import dev.baton.micrometer.programs.ProgramWithoutMicrometer;
import io.micrometer.context.ContextRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slot")
final class MicrometerContextModuleTest {

  @Test
  void installCarriesWhatIsRegisteredAndPutsTheContextFirst() {
    List<String> lines = ForkedJvm.run(InstalledProgram.class);
    assertThat(lines)
        .contains(
            "Micrometer's context propagation: INSTALLED (undone by close())",
            "installed: Propagation[capturing, what is registered with Micrometer]",
            "first: OpenTelemetry's Context",
            "in a task: Ann",
            "in Reactor: A, span of an observation",
            "closed: Propagation[capturing]");
  }

  @Test
  void withoutTheLibraryOneLineSaysSo() {
    List<Path> without =
        ForkedJvm.classPath().stream()
            .filter(entry -> !entry.toString().contains("context-propagation"))
            .toList();
    assertThat(ForkedJvm.runOn(without, ProgramWithoutMicrometer.class))
        .contains(
            "Micrometer's context propagation: NOT_INSTALLED (java.lang.NoClassDefFoundError:"
                + " io/micrometer/context/ContextRegistry)",
            "installed: Propagation[capturing]")
        .noneMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void putFirstKeepsTheOrderOfTheOthers() {
    ContextRegistry registry = new ContextRegistry();
    for (String key : List.of("1", "2")) {
      registry.registerThreadLocalAccessor(key, new ThreadLocal<>());
    }
    registry.registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
    registry.registerThreadLocalAccessor("3", new ThreadLocal<>());
    assertPutFirst(registry, "1", "2", "3");
    assertPutFirst(registry, "1", "2", "3");
  }

  @Test
  void putFirstRegistersItWhereItIsNot() {
    ContextRegistry registry = new ContextRegistry();
    assertPutFirst(registry);
    assertPutFirst(registry.registerThreadLocalAccessor("1", new ThreadLocal<>()), "1");
  }

  private static void assertPutFirst(ContextRegistry registry, String... others) {
    OpenTelemetryContextAccessor.putFirst(registry);
    assertThat(registry.getThreadLocalAccessors())
        .extracting(accessor -> accessor.key())
        .startsWith(OpenTelemetryContextAccessor.KEY)
        .hasSize(1 + others.length)
        .endsWith((Object[]) others);
  }
}
