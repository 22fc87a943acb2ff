package dev.baton.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.BatonInternal.ExchangedThreadLocal;
import dev.baton.context.testing.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A carried thread-local that is told what it replaces. */
final class ExchangedThreadLocalTest {
  private final List<String> calls = new ArrayList<>();
  private final AtomicReference<String> current = new AtomicReference<>();
  private boolean fails;

  private final ExchangedThreadLocal<String> local =
      new ExchangedThreadLocal<>() {
        @Override
        public String get() {
          return current.get();
        }

        @Override
        public void exchange(String value, String previous) {
          calls.add(previous + " by " + value);
          if (fails) {
            throw new IllegalStateException("on purpose");
          }
        }

        @Override
        public void restore(String previous) {
          calls.add("restore " + previous);
        }

        @Override
        public void set(String value) {
          calls.add("set");
        }

        @Override
        public void clear() {
          calls.add("clear");
        }
      };

  private void run() {
    calls.add("run");
  }

  @Test
  void exchangeIsCalledInPlaceOfSetAndClear() {
    current.set("a");
    Runnable ofA = Propagation.capturing().with(local).wrap(this::run);
    Runnable ofNone = Propagation.root().with(local).wrap(this::run);
    current.set("b");
    ofA.run();
    ofNone.run();
    current.set(null);
    ofA.run();
    assertThat(calls)
        .containsExactly(
            "b by a",
            "run",
            "restore b", //
            "b by null",
            "run",
            "restore b", //
            "null by a",
            "run",
            "restore null");
  }

  @Test
  void oneThatThrowsIsRestored() {
    fails = true;
    try (LogCapture log = LogCapture.start()) {
      Propagation.capturing().with(local).wrap(this::run).run();
      assertThat(log.messages()).hasSize(1);
    }
    assertThat(calls).containsExactly("null by null", "run", "restore null");
  }
}
