package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.testing.TestContexts;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The JDK's {@link ExecutorCompletionService} on a wrapped executor. */
final class CompletionServiceTest {
  @Test
  void takeReturnsTheFuturesOfTasksThatRanUnderTheirSubmittersContexts() throws Exception {
    try (ExecutorService executor = ContextExecutors.wrap(Executors.newFixedThreadPool(2))) {
      CompletionService<String> completion = new ExecutorCompletionService<>(executor);
      List<Future<String>> submitted = new ArrayList<>();
      for (String name : new String[] {"A", "B", "C"}) {
        try (Scope scope = named(name).makeCurrent()) {
          submitted.add(completion.submit(TestContexts::currentName));
        }
      }
      List<Future<String>> taken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        taken.add(completion.take());
      }
      assertThat(taken).hasSameElementsAs(submitted);
      assertThat(submitted).extracting(Future::resultNow).containsExactly("A", "B", "C");
      assertThat(completion.poll()).isNull();
    }
  }
}
