package shop;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What Spring runs on threads of its own. */
@Component
class Mail {
  private final Database database;

  Mail(Database database) {
    this.database = database;
  }

  @Async
  CompletableFuture<String> confirm(String order) {
    return CompletableFuture.completedFuture(
        database.load("address of " + order)); // planted: @Async
  }

  /**
   * Belongs to no request; Spring gives each run a span of its own, so there is nothing to lose.
   */
  @Scheduled(fixedRate = 100)
  void remind() {
    database.load("carts that were left");
  }
}
