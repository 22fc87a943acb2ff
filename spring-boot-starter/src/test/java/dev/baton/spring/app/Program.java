package dev.baton.spring.app;

import dev.baton.context.Baton;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs an application, has it serve many requests, and prints what the traces show. */
public final class Program {
  private Program() {}

  /**
   * Runs it.
   *
   * @param args name of the application's class, how many requests, their paths with commas
   *     between, and what the application is given
   */
  public static void main(String[] args) throws Exception {
    Class<?> application = Class.forName(args[0]);
    List<String> paths = List.of(args[2].split(","));
    String[] rest = Arrays.copyOfRange(args, 3, args.length);
    try (ConfigurableApplicationContext context = SpringApplication.run(application, rest)) {
      String port = String.valueOf(context.getEnvironment().getProperty("local.server.port"));
      Load.send(port, Integer.parseInt(args[1]), paths);
      // Afterwards, since it installs the hooks where nobody has.
      System.out.println("storage: " + Baton.install().steps().get(0).state());
      System.out.println(Verdict.of(context.getBean(FinishedSpans.class).all()));
    }
    System.exit(0);
  }
}
