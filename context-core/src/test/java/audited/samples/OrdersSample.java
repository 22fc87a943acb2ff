package audited.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.context.Propagation;
import dev.baton.context.audit.ContextAudited;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the docs show. */
class OrdersSample {
  // @start region="audited"
  @ContextAudited(expectIn = "com.acme.jobs")
  static class OrdersTest {
    @Test
    void loadsAnOrder() {
      CompletableFuture<String> order =
          CompletableFuture.supplyAsync(Propagation.capturing().wrapSupplier(() -> "order"));
      assertEquals("order", order.join());
    } // fails here if a context was lost on the way, or a scope is open
  }
  // @end
}
