package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.StorageUnderTest.CountingStorage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody's storage wrapper, added before or after {@link Baton#install()}. */
@Tag("wrapper-after")
@Tag("wrapper-before")
class ForeignWrapperTest {
  private static final Context A = named("A");

  @ParameterizedTest
  @EnumSource
  void wrapperHearsOfEachTaskOnce(WrapMethod method) {
    try (Scope scope = A.makeCurrent()) {
      long before = CountingStorage.attached();
      Object wrapped = method.wrapTask(Propagation.capturing(), () -> {});
      assertThat(CountingStorage.attached()).isEqualTo(before);
      method.run(wrapped);
      assertThat(CountingStorage.attached()).isEqualTo(before + 1);
    }
  }
}
