package beside.grpc;

import dev.baton.examples.beside.Crossings;
import dev.baton.examples.beside.Program;
import dev.baton.examples.beside.Submitter;
import dev.baton.executors.ContextExecutors;
import io.grpc.Context;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** OpenTelemetry's context is kept in gRPC's, so who carries the one carries the other. */
public final class OpenTelemetryInGrpc {
  private static final Context.Key<String> USER = Context.key("user");

  private OpenTelemetryInGrpc() {}

  public static void main(String[] args) throws Exception {
    Program.run(List.of(args), OpenTelemetryInGrpc::grpc);
  }

  private static void grpc(Tracer tracer, Crossings crossings) throws Exception {
    try (ExecutorService raw = Executors.newSingleThreadExecutor()) {
      ExecutorService pool = ContextExecutors.wrap(raw);
      Submitter submitter = new Submitter(tracer, "grpc A");
      crossings.cross(
          "grpc",
          () ->
              Context.current()
                  .withValue(USER, "ann")
                  .call(
                      () -> {
                        Context.currentContextExecutor(raw).execute(submitter::callback);
                        pool.submit(submitter::callback).get();
                        return pool.submit(
                                () -> System.out.println("grpc in a task: " + USER.get()))
                            .get();
                      }),
          submitter);
      System.out.println(
          "grpc afterwards: " + USER.get() + ", " + raw.submit(() -> USER.get()).get());
    }
  }
}
