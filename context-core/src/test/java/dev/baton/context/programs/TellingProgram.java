package dev.baton.context.programs;

import static dev.baton.context.testing.TestContexts.NAME;
import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;

import dev.baton.context.Baton;
import dev.baton.context.BatonInternal;
import dev.baton.context.Propagation;
import dev.baton.context.storage.Attachment;
import dev.baton.context.testing.ThreadKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.MDC;

/** Has a storage wrapper write the name of what is current into the MDC, and compares the two. */
public final class TellingProgram {
  private TellingProgram() {}

  /** Made later: even the root context asks for the storage. */
  private static final class Contexts {
    static final Context A = named("A");
    static final Context B = named("B");
    static final Context C = named("C");
  }

  /** In the way of Micrometer Tracing: events for what was attached, closed, and is back. */
  private record Telling(ContextStorage delegate) implements ContextStorage {
    @Override
    public Scope attach(Context context) {
      Context before = Context.current();
      Scope scope = delegate.attach(context);
      if (scope == Scope.noop()) {
        return scope;
      }
      put(context);
      return () -> {
        scope.close();
        MDC.remove("name");
        put(before);
      };
    }

    private static void put(Context context) {
      String name = context.get(NAME);
      if (name != null) {
        MDC.put("name", name);
      }
    }

    @Override
    public Context current() {
      return delegate.current();
    }
  }

  /**
   * Runs it.
   *
   * @param args {@code early} or {@code late}: whether Baton is installed before the wrapper
   */
  public static void main(String[] args) {
    Logger.getLogger("dev.baton.context").setLevel(Level.OFF);
    if (args[0].equals("early")) {
      Baton.install();
    }
    ContextStorage.addWrapper(Telling::new);
    if (args[0].equals("late")) {
      Baton.install();
    }
    for (ThreadKind kind : ThreadKind.values()) {
      kind.run(() -> onOneThread(args[0].equals("early")));
    }
    System.out.println("done");
  }

  private static void onOneThread(boolean ours) {
    check("nothing");
    run(Contexts.A, () -> check("task"));
    check("after a task");
    run(Contexts.A, () -> open(Contexts.B));
    check("after a leak");
    try (Scope outer = Contexts.C.makeCurrent()) {
      run(Contexts.A, () -> open(Contexts.B));
      check("after a leak under a scope");
      run(Contexts.C, () -> open(Contexts.B));
      check("after a leak of a task with the same context");
      run(Contexts.C, () -> check("task with the same context"));
    }
    check("after the scope");
    if (ours) {
      Scope submitters = open(Contexts.B);
      run(Contexts.A, submitters::close);
      check("after a task closed its submitter's scope");
      Scope outer = open(Contexts.C);
      Scope inner = open(Contexts.B);
      run(Contexts.A, inner::close);
      check("after a task closed the inner of two scopes");
      outer.close();
      check("after both");
    }
    attachAndRestore();
  }

  private static void attachAndRestore() {
    restoreAfter(Contexts.A, () -> check("attached"));
    restoreAfter(Contexts.A, () -> open(Contexts.B));
    try (Scope outer = Contexts.C.makeCurrent()) {
      restoreAfter(Contexts.A, () -> check("attached above a scope"));
      restoreAfter(Contexts.A, () -> open(Contexts.B));
      restoreAfter(Contexts.C, () -> check("attached above a scope with the same context"));
      restoreAfter(Contexts.C, () -> open(Contexts.B));
    }
    Scope beneath = open(Contexts.B);
    restoreAfter(Contexts.A, beneath::close);
  }

  private static void restoreAfter(Context context, Runnable code) {
    Attachment attachment = BatonInternal.attach(Propagation.fixed(context).capture());
    code.run();
    attachment.restore(context, code);
    check("restored");
  }

  private static void run(Context context, Runnable task) {
    Propagation.fixed(context).wrap(task).run();
  }

  private static void check(String when) {
    boolean right = Objects.equals(currentName(), MDC.get("name"));
    System.out.println(
        (right ? "right: " : "wrong: ") + when + ", " + currentName() + ", " + MDC.get("name"));
  }
}
