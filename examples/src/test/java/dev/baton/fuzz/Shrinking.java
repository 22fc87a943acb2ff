package dev.baton.fuzz;

import dev.baton.fuzz.Step.Block;
import dev.baton.fuzz.Step.Cross;
import dev.baton.fuzz.Step.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a program that fails smaller, step by step, as long as it fails. */
final class Shrinking {
  private static final int RUNS_OF_EACH = 10; // threads do not do the same each time
  private static final long PATIENCE_SECONDS = 5;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final long deadline = System.nanoTime() + PATIENCE;
  private Block smallest;
  private AssertionError failure;

  private Shrinking(Block block, AssertionError failure) {
    this.smallest = block;
    this.failure = failure;
  }

  /** A failure that a person can read. */
  static AssertionError smallest(long seed, Block block, AssertionError failure) {
    Shrinking shrinking = new Shrinking(block, failure);
    while (shrinking.shrinkOnce()) {}
    return new AssertionError(
        "-Dbaton.seed=%d: %s%nfailed first; what is left of it: %s%n%s"
            .formatted(
                seed,
                failure.getMessage(),
                shrinking.failure.getMessage(),
                Step.print(shrinking.smallest)),
        shrinking.failure);
  }

  /** Whether one of the smaller programs fails, which then is the smallest. */
  private boolean shrinkOnce() {
    for (Block candidate : smaller(smallest)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      if (fails(candidate)) {
        smallest = candidate;
        return true;
      }
    }
    return false;
  }

  private boolean fails(Block candidate) {
    Pools pools = new Pools(Pools.Threads.MIXED);
    try {
      for (int i = 0; i < RUNS_OF_EACH; i++) {
        new Program(candidate, pools, PATIENCE_SECONDS).run();
      }
      return false;
    } catch (AssertionError e) {
      failure = e;
      return true;
    } finally {
      pools.close();
    }
  }

  /** This block, with one thing less; first with as much less as possible. */
  private static List<Block> smaller(Block block) {
    List<Block> candidates = new ArrayList<>();
    List<Step> steps = block.steps();
    for (int half = steps.size() / 2; half >= 1; half /= 2) {
      for (int from = 0; from < steps.size(); from += half) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(from, Math.min(steps.size(), from + half)).clear();
        candidates.add(new Block(fewer, block.ending()));
      }
    }
    if (block.ending() != Ending.TIDILY) {
      candidates.add(new Block(steps, Ending.TIDILY));
    }
    for (int i = 0; i < steps.size(); i++) {
      for (Step step : smaller(steps.get(i))) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(i, step);
        candidates.add(new Block(changed, block.ending()));
      }
    }
    return candidates;
  }

  private static List<Step> smaller(Step step) {
    List<Step> candidates = new ArrayList<>();
    if (step instanceof Cross cross) {
      if (!cross.awaited()) {
        candidates.add(
            new Cross(cross.boundary(), cross.carrying(), true, cross.seed(), cross.blocks()));
      }
      if (!cross.blocks().isEmpty()) {
        List<Block> fewer = cross.blocks().subList(0, cross.blocks().size() - 1);
        candidates.add(
            new Cross(cross.boundary(), cross.carrying(), cross.awaited(), cross.seed(), fewer));
      }
      for (int i = 0; i < cross.blocks().size(); i++) {
        for (Block block : smaller(cross.blocks().get(i))) {
          List<Block> blocks = new ArrayList<>(cross.blocks());
          blocks.set(i, block);
          candidates.add(
              new Cross(cross.boundary(), cross.carrying(), cross.awaited(), cross.seed(), blocks));
        }
      }
    }
    return candidates;
  }
}
