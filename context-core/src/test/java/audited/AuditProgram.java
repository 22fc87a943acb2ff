package audited;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import dev.baton.context.audit.Audit;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Loses a context and leaves a scope open, under the audit, on the storage that it is told. */
final class AuditProgram {
  private AuditProgram() {}

  public static void main(String[] args) throws Exception {
    Audit audit = prepare(args[0]).everyStack();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Callable<Context> read = AuditProgram::read;
    pool.submit(read).get();
    pool.submit(Propagation.capturing().wrap(AuditProgram::leak)).get();
    pool.shutdown();
    System.out.println("watched " + audit.report().storage());
    audit.report().findings().forEach(System.out::println);
  }

  private static Audit prepare(String storage) {
    switch (storage) {
      case "slot" -> Baton.install();
      case "strict" -> System.setProperty("io.opentelemetry.context.enableStrictContext", "true");
      case "wrapper" -> {
        Baton.install();
        Audit audit = Audit.start();
        ContextStorage.addWrapper(Above::new);
        return audit;
      }
      case "late" -> System.out.println(Context.current());
      default -> {}
    }
    return Audit.start();
  }

  private static Context read() {
    return Context.current();
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static void leak() {
    Context.root().with(ContextKey.named("left"), "open").makeCurrent();
  }

  private record Above(ContextStorage delegate) implements ContextStorage {
    @Override
    public Scope attach(Context context) {
      return delegate.attach(context);
    }

    @Override
    public @Nullable Context current() {
      return delegate.current();
    }
  }
}
