package shop;

import dev.baton.context.Baton;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A web shop, as somebody may have written it who wonders why the traces are broken. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableAsync
@EnableScheduling
public class ShopApplication {
  public static void main(String[] args) {
    Baton.install();
    SpringApplication.run(ShopApplication.class, args);
  }
}
