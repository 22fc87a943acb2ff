package beside.http;

import dev.baton.context.Baton;
import dev.baton.examples.beside.Program;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * OpenTelemetry's library instrumentation of the JDK's HTTP client and server, alone and with us.
 */
public final class HttpProgram {
  private HttpProgram() {}

  /** With "late", Baton is installed when a context has been used before. */
  public static void main(String[] args) throws Exception {
    if (List.of(args).contains("late")) {
      Context.current();
    }
    Baton.install();
    for (Client client : Client.values()) {
      new ClientPart(client).run();
    }
    ServerPart.run();
    SettingsPart.run();
    TracesPart.run();
    Program.printSteps("in the end");
  }
}
