package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Row A = new Row("a", "does this", 1);
  private static final Row B = new Row("b", "does that", 2);

  private final Tally tally = new Tally(List.of(A, B));

  @Test
  void countsForEachRowWhatWasFound() {
    tally.count(B, Found.RIGHT);
    tally.count(B, Found.RIGHT);
    tally.count(B, Found.MISSING);
    tally.count(A, Found.ANOTHERS);

    assertThat(tally.counts())
        .containsExactly(entry(A, new Counts(0, 0, 1)), entry(B, new Counts(2, 1, 0)));
  }

  @Test
  void losesNoCountOfConcurrentCallbacks() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        threads.execute(() -> tally.count(A, Found.RIGHT));
      }
    }

    assertThat(tally.counts()).containsEntry(A, new Counts(1000, 0, 0));
  }

  @Test
  void refusesARowThatIsNotItsOwn() {
    assertThatThrownBy(() -> tally.count(new Row("c", "", 1), Found.RIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("c");
  }

  @Test
  void addsUp() {
    Counts sum = new Counts(1, 2, 3).plus(new Counts(10, 20, 30));

    assertThat(sum).isEqualTo(new Counts(11, 22, 33));
    assertThat(sum.total()).isEqualTo(66);
    assertThat(sum.wrong()).isEqualTo(55);
  }
}
