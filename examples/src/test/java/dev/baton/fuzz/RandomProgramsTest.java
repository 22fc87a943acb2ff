package dev.baton.fuzz;

import dev.baton.context.testing.CleanThreads;
import dev.baton.context.testing.StorageUnderTest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs: trees of tasks that cross one boundary after the other, change the context and
 * two carried thread-locals, throw, are cancelled and interrupted, leave scopes open, and close
 * those of their submitters. The contexts are made up, or those of spans. Compares what each task
 * sees, what each thread has afterwards, and what a listener hears, with a model.
 *
 * <p>{@code -Dbaton.long=1000000} runs that many steps. {@code -Dbaton.seed} begins with the
 * program of a failure; {@code -Dbaton.only=CHAIN,CANCEL} keeps to some boundaries, and {@code
 * -Dbaton.without} leaves some out.
 */
@ExtendWith(CleanThreads.class)
@Tag("slot")
@Tag("default")
final class RandomProgramsTest {
  private static final long STEPS = Long.getLong("baton.long", 30_000);
  private static final long SEED = Long.getLong("baton.seed", new Random().nextLong());
  private static final List<String> ONLY = names("baton.only");
  private static final List<String> WITHOUT = names("baton.without");
  private static final long PATIENCE_SECONDS = 30;
  private static final int CROSSINGS = 30;

  private static List<Boundary> boundaries(Carrying hooks) {
    List<Boundary> all = Boundary.all(hooks);
    all.removeIf(boundary -> !ONLY.isEmpty() && !ONLY.contains(boundary.toString()));
    all.removeIf(boundary -> WITHOUT.contains(boundary.toString()));
    return all;
  }

  private static List<String> names(String property) {
    String names = System.getProperty(property);
    return names == null ? List.of() : List.of(names.split(","));
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  @Timeout(value = 2, unit = TimeUnit.HOURS) // in the long mode
  void contextValuesAndListenersAreAsInTheModel(boolean withHooks, boolean spans) {
    Carrying hooks = withHooks ? Carrying.BOTH : null;
    List<Boundary> boundaries = boundaries(hooks);
    boolean onOurs = StorageUnderTest.current() == StorageUnderTest.SLOT;
    Pools pools = new Pools(Pools.Threads.MIXED);
    try (Surroundings surroundings = new Surroundings(hooks)) {
      long steps = 0;
      for (long seed = SEED; steps < STEPS / 4; seed++) {
        Step.Block block =
            new Generator(new Random(seed), boundaries, onOurs, spans, CROSSINGS).program();
        try {
          steps += new Program(block, pools, PATIENCE_SECONDS).run();
        } catch (AssertionError e) {
          pools.close();
          pools = new Pools(Pools.Threads.MIXED);
          throw Shrinking.smallest(seed, block, e);
        }
      }
    } finally {
      pools.close();
    }
  }
}
