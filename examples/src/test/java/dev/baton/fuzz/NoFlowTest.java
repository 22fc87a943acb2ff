package dev.baton.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.CleanThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of what must not arrive on the other side: each boundary, in each of four conditions. A
 * new boundary is in it as soon as it is a constant of one of the enums.
 */
@ExtendWith(CleanThreads.class)
@Tag("slot")
@Tag("default")
final class NoFlowTest {
  private static final int VARIANTS = 16; // of pools, wrappers and methods, for each boundary
  private static final long PATIENCE_SECONDS = 30;

  enum Condition {
    /** The submitter has nothing, the threads have something: a task sees nothing. */
    SUBMITTED_UNDER_ROOT(Pools.Threads.DIRTY, Carrying.BOTH) {
      @Override
      List<Step> steps(Boundary boundary) {
        return crossings(boundary);
      }
    },

    /** The submitter has something, and root is carried: a task sees nothing. */
    ROOT_IS_CARRIED(Pools.Threads.MIXED, Carrying.ROOT_BOTH) {
      @Override
      List<Step> steps(Boundary boundary) {
        return under("a", crossings(boundary));
      }
    },

    /** The submitter has something, and something else is carried: a task sees that. */
    FIXED_IS_CARRIED(Pools.Threads.MIXED, Carrying.FIXED_BOTH) {
      @Override
      List<Step> steps(Boundary boundary) {
        return under("a", crossings(boundary));
      }
    },

    /** Threads that a task of the first submitter has started keep nothing for the next ones. */
    THREADS_STARTED_BY_ANOTHER(Pools.Threads.CLEAN, Carrying.BOTH) {
      @Override
      List<Step> steps(Boundary boundary) {
        List<Step> steps = new ArrayList<>(under("a", crossings(boundary)));
        steps.addAll(crossings(boundary));
        steps.addAll(under("b", crossings(boundary)));
        return steps;
      }
    };

    private final Pools.Threads threads;
    private final Carrying carrying;

    Condition(Pools.Threads threads, Carrying carrying) {
      this.threads = threads;
      this.carrying = carrying;
    }

    abstract List<Step> steps(Boundary boundary);

    final List<Step> crossings(Boundary boundary) {
      return IntStream.range(0, VARIANTS)
          .<Step>mapToObj(seed -> new Step.Cross(boundary, carrying, true, seed, List.of()))
          .toList();
    }

    /** With a span and two values of its own around them. */
    private static List<Step> under(String name, List<Step> steps) {
      List<Step> all = new ArrayList<>();
      all.add(new Step.Open(true));
      all.add(new Step.Assign(true, name + " 1"));
      all.add(new Step.Assign(false, name + " 2"));
      all.addAll(steps);
      all.add(new Step.Assign(false, null));
      all.add(new Step.Assign(true, null));
      all.add(new Step.Close(0, 1, false));
      return all;
    }
  }

  static Stream<Arguments> table() {
    return Arrays.stream(Condition.values())
        .flatMap(
            condition ->
                Stream.of(null, condition.carrying)
                    .flatMap(hooks -> Boundary.all(hooks).stream())
                    .distinct()
                    .map(boundary -> Arguments.of(boundary, condition)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("table")
  void nothingArrivesThatIsNotToBeCarried(Boundary boundary, Condition condition) throws Exception {
    Step.Block block = new Step.Block(condition.steps(boundary), Step.Ending.TIDILY);
    Pools pools = new Pools(condition.threads);
    try (Surroundings surroundings = new Surroundings(RxBoundary.hooksOf(boundary))) {
      assertThat(new Program(block, pools, PATIENCE_SECONDS).run()).isEqualTo(block.steps().size());
    } finally {
      pools.close();
    }
  }

  @Test
  void everyKindOfBoundaryIsInTheTable() {
    List<Boundary> all = Boundary.all(null);
    assertThat(Boundary.class.getPermittedSubclasses())
        .allSatisfy(kind -> assertThat(all).hasAtLeastOneElementOfType(kind));
  }
}
