package dev.baton.context.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Storages that cannot be had in a test. */
class FoundStorageNamesTest {

  @Test
  void agentsStorageIsSaidToBeNeitherRepairedNorReported() {
    String agents =
        "io.opentelemetry.javaagent.instrumentation.opentelemetryapi.context.AgentContextStorage";
    assertThat(FoundStorage.isGiven(agents)).isTrue();
    assertThat(FoundStorage.describe(agents))
        .startsWith(agents + " is in place")
        .contains("neither repaired nor reported", "without the agent");
  }

  @Test
  void anyOthersMayBeAProvidersOrAWrappers() {
    String another = "org.example.OverridingStorage";
    assertThat(FoundStorage.isGiven(another)).isFalse();
    assertThat(FoundStorage.describe(another))
        .startsWith(another + " is in place")
        .contains("ContextStorageProvider's", "added before Baton.install()")
        .contains("-Dio.opentelemetry.context.contextStorageProvider=default");
  }
}
