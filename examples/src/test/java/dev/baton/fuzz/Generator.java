package dev.baton.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes programs up. */
final class Generator {
  static final int DEPTH = 4;
  private static final int LONGEST_BLOCK = 6;

  private final Random random;
  private final List<? extends Boundary> boundaries;
  private final boolean ours;
  private final boolean spans;
  private int crossingsLeft;

  /**
   * @param ours whether programs may do what only our storage puts right at once
   * @param spans whether the contexts that programs make are those of spans
   */
  Generator(
      Random random,
      List<? extends Boundary> boundaries,
      boolean ours,
      boolean spans,
      int crossings) {
    this.random = random;
    this.boundaries = boundaries;
    this.ours = ours;
    this.spans = spans;
    this.crossingsLeft = crossings;
  }

  /** The outermost block is nobody's task, so nobody puts its thread back. */
  Step.Block program() {
    List<Step> steps = new ArrayList<>();
    while (crossingsLeft > 0) {
      steps.addAll(block(0).steps());
    }
    return new Step.Block(steps, Step.Ending.TIDILY);
  }

  private Step.Block block(int depth) {
    List<Step> steps = new ArrayList<>();
    int length = random.nextInt(LONGEST_BLOCK);
    for (int i = 0; i < length; i++) {
      steps.add(step(depth));
    }
    return new Step.Block(steps, ending());
  }

  private Step.Ending ending() {
    int number = random.nextInt(10);
    return number < 6
        ? Step.Ending.TIDILY
        : number < 8 ? Step.Ending.LEAVING_SCOPES_OPEN : failure();
  }

  private Step.Ending failure() {
    return random.nextBoolean() ? Step.Ending.THROWING : Step.Ending.THROWING_WITHOUT_MESSAGE;
  }

  private Step step(int depth) {
    return switch (random.nextInt(11)) {
      case 0 -> new Step.Read();
      case 1, 2 -> new Step.Assign(random.nextBoolean(), value());
      case 3, 4 -> new Step.Open(spans);
      case 5 ->
          ours
              ? new Step.Close(random.nextInt(3), 1 + random.nextInt(2), random.nextInt(4) == 0)
              : new Step.Close(0, 1, false);
      case 6 ->
          ours && depth > 0
              ? new Step.CloseSubmitters(random.nextInt(4) / 3, 1 + random.nextInt(2), true)
              : new Step.Open(spans);
      default -> depth == DEPTH || crossingsLeft <= 0 ? new Step.Open(spans) : cross(depth);
    };
  }

  private String value() {
    return random.nextInt(4) == 0 ? null : "v" + random.nextInt(100);
  }

  private Step cross(int depth) {
    crossingsLeft--;
    List<Step.Block> blocks = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      blocks.add(block(depth + 1));
    }
    return new Step.Cross(
        boundaries.get(random.nextInt(boundaries.size())),
        Carrying.ALL.get(random.nextInt(Carrying.ALL.size())),
        random.nextBoolean(),
        random.nextInt(1000),
        blocks);
  }
}
