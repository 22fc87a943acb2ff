package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Baton;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A class is lost for good if its initialisation fails once. So those that put a thread back do not
 * wait for that: it may be the overflow of a stack that asks for it.
 */
@Tag("slot")
final class EarlyInitialisationTest {
  private static final String RUNS = "the first task runs";

  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Baton.install();
      ContextExecutors.wrap(Runnable::run).execute(() -> System.out.println(RUNS));
    }
  }

  @Test
  void classesOfARepairAreInitialisedBeforeTheFirstTaskRuns() throws Exception {
    List<String> output =
        ChildJvm.run(
                "-Xlog:class+init=info",
                "-cp",
                ChildJvm.classPath(Program.class),
                Program.class.getName())
            .lines()
            .toList();
    assertThat(output).contains(RUNS);
    String before = String.join("\n", output.subList(0, output.indexOf(RUNS)));
    assertThat(before)
        .contains("Initializing 'dev/baton/context/storage/OutOfTurn'")
        .contains("Initializing 'dev/baton/context/storage/Reports'");
  }
}
