import dev.baton.executors.ContextThreads;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;

/** Run as a source file: what it uses is a preview API. */
final class StructuredScope {
  private static final ContextKey<String> NAME = ContextKey.named("name");

  private static String name() {
    return Context.current().get(NAME);
  }

  private static String inScope(ThreadFactory factory) throws InterruptedException {
    try (var tasks =
        StructuredTaskScope.open(
            StructuredTaskScope.Joiner.<String>allSuccessfulOrThrow(),
            configuration -> configuration.withThreadFactory(factory))) {
      tasks.fork(StructuredScope::name);
      tasks.fork(() -> name() + ", nested " + inScope(factory, "B"));
      return tasks.join().map(StructuredTaskScope.Subtask::get).collect(Collectors.joining("; "));
    }
  }

  private static String inScope(ThreadFactory factory, String name) throws InterruptedException {
    try (Scope scope = Context.root().with(NAME, name).makeCurrent();
        var tasks =
            StructuredTaskScope.open(
                StructuredTaskScope.Joiner.<String>anySuccessfulResultOrThrow(),
                configuration -> configuration.withThreadFactory(factory))) {
      tasks.fork(StructuredScope::name);
      return tasks.join();
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    ThreadFactory virtual = Thread.ofVirtual().factory();
    try (Scope scope = Context.root().with(NAME, "A").makeCurrent()) {
      System.out.println(inScope(ContextThreads.perTaskFactory(virtual)));
      System.out.println(inScope(virtual));
    }
  }
}
