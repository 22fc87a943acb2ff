package shop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The shop's pages. */
@RestController
class OrderController {
  private final Orders orders;
  private final Mail mail;
  private final Database database;

  OrderController(Orders orders, Mail mail, Database database) {
    this.orders = orders;
    this.mail = mail;
    this.database = database;
  }

  @GetMapping("/price/{order}")
  CompletableFuture<String> price(@PathVariable String order) {
    return orders.price(order);
  }

  @GetMapping("/tax/{order}")
  String tax(@PathVariable String order) {
    return orders.tax(order).join();
  }

  @GetMapping("/stock/{order}")
  String stock(@PathVariable String order) throws ExecutionException, InterruptedException {
    return database.load("order " + order) + orders.stock(order).get();
  }

  @GetMapping("/mail/{order}")
  String mail(@PathVariable String order) {
    return mail.confirm(order).join();
  }
}
