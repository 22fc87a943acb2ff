package dev.baton.context.programs;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.Deque;

/** Gives cause for more reports than anybody wants to read. */
public final class ReportProgram {
  private ReportProgram() {}

  /** Argument: "deep", "outOfTurn" or "many". */
  public static void main(String[] arguments) throws Exception {
    Baton.install();
    Context context = Context.root().with(ContextKey.named("name"), "A");
    if (arguments[0].equals("deep")) {
      for (int round = 0; round < 3; round++) {
        Deque<Scope> scopes = new ArrayDeque<>();
        for (int i = 0; i < 3000; i++) {
          scopes.push(open(i % 2 == 0 ? context : Context.root()));
        }
        scopes.forEach(Scope::close);
      }
    } else if (arguments[0].equals("outOfTurn")) {
      Scope outer = open(context);
      Scope inner = open(Context.root());
      outer.close();
      inner.close();
    } else {
      byte[] code =
          ReportProgram.class.getResourceAsStream("ReportProgram$Leaking.class").readAllBytes();
      for (int i = 0; i < 1100; i++) {
        Class<?> unique = MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
        Runnable task = (Runnable) unique.getDeclaredConstructor().newInstance();
        Propagation.fixed(context).wrap(task).run();
      }
    }
    System.out.println("current: " + Context.current());
  }

  @SuppressWarnings("MustBeClosedChecker")
  static Scope open(Context context) {
    return context.makeCurrent();
  }

  static final class Leaking implements Runnable {
    Leaking() {}

    @Override
    public void run() {
      open(Context.root().with(ContextKey.named("name"), "leaked"));
    }
  }
}
