package audited.samples;

import org.junit.jupiter.api.Test;

/** A test that is not audited, and uses a context. */
class PlainSample {
  @Test
  void reads() {
    Work.current();
  }
}
