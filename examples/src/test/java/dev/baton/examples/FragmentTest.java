package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.examples.Fragment.Fate;
import dev.baton.examples.Fragment.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentTest {
  @Test
  void aWholeTraceIsOneWithChildrenBelowTheirParentInOrderOfTime() {
    List<Fragment> fragments = Fragment.of(Samples.whole());

    assertThat(fragments).extracting(Fragment::fate).containsExactly(Fate.KEPT);
    assertThat(fragments.getFirst().spans())
        .extracting(node -> node.span().name(), Node::level, Node::isParent)
        .containsExactly(
            tuple("GET /order/{id}", 1, true),
            tuple("reserve item 1", 2, false),
            tuple("ask for the price", 2, true),
            tuple("GET /price/{id}", 3, true),
            tuple("look up price", 4, false));
  }

  @Test
  void whatIsLeftOfTheOwnTraceComesFirstThenAnothersThenWhatIsLost() {
    List<Fragment> fragments = Fragment.of(Samples.broken());

    assertThat(fragments)
        .extracting(Fragment::fate)
        .containsExactly(Fate.KEPT, Fate.ANOTHERS, Fate.LOST, Fate.LOST);
    assertThat(fragments)
        .extracting(fragment -> fragment.spans().getFirst().span().name())
        .containsExactly("GET /order/{id}", "reserve item 1", "ask for the price", "look up price");
    assertThat(Fragment.spans(fragments)).isEqualTo(5);
    assertThat(Fragment.with(Fate.LOST, fragments)).hasSize(2);
  }

  @Test
  void aRequestThatWasNotServedHasNoTraceOfItsOwn() {
    assertThat(Fragment.of(List.of(Samples.span("t", "2", "1", 0, 1, "a"))))
        .extracting(Fragment::fate)
        .containsExactly(Fate.ANOTHERS);
    assertThat(Fragment.of(List.of())).isEmpty();
  }
}
