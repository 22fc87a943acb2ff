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

/** gRPC's context is kept in OpenTelemetry's, by OpenTelemetry's override: so it is carried too. */
public final class GrpcInOpenTelemetry {
  private static final Context.Key<String> USER = Context.key("user");

  private GrpcInOpenTelemetry() {}

  public static void main(String[] args) throws Exception {
    Program.run(List.of(args), GrpcInOpenTelemetry::grpc);
  }

  private static void grpc(Tracer tracer, Crossings crossings) throws Exception {
    try (ExecutorService raw = Executors.newSingleThreadExecutor()) {
      ExecutorService pool = ContextExecutors.wrap(raw);
      Submitter submitter = new Submitter(tracer, "grpc A");
      crossings.cross(
          "grpc",
          () -> {
            Context call = Context.current().withValue(USER, "ann");
            Context before = call.attach();
            try {
              pool.submit(
                      () -> {
                        submitter.callback();
                        System.out.println("grpc in a task: " + USER.get());
                        Context.current().withValue(USER, "bob").run(submitter::callback);
                      })
                  .get();
            } finally {
              call.detach(before);
            }
            System.out.println("grpc detached: " + USER.get() + ", " + Submitter.here());
          },
          submitter);
      System.out.println(
          "grpc afterwards: " + USER.get() + ", " + raw.submit(() -> USER.get()).get());
    }
  }
}
