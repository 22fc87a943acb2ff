package audited;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.baton.context.audit.Audit;
import dev.baton.context.audit.OpenOperation;
import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperation;
import dev.baton.tracing.TracedOperations;
import dev.baton.tracing.annotations.TracedProxy;
import dev.baton.tracing.guava.TracedFutures;
import dev.baton.tracing.rx.TracedChain;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A program whose operations do not end, and then do. */
public final class OpenOperationsProgram {
  private OpenOperationsProgram() {}

  /** With an annotation. */
  public interface Prices {
    @WithSpan("proxy")
    CompletableFuture<String> find(@SpanAttribute("article") String article);
  }

  public static void main(String[] args) {
    Audit audit = Audit.start().everyStack();
    CollectedTelemetry collected = new CollectedTelemetry();
    TracedOperations operations = TracedOperations.of(collected.sdk);
    TracedOperation started = operations.start("start");
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> traced = operations.trace("trace", () -> answer);
    Future<String> task = operations.submit("submit", runnable -> {}, () -> "never");
    SettableFuture<String> settable = SettableFuture.create();
    ListenableFuture<String> guava = TracedFutures.trace(operations, "guava", () -> settable);
    Observable<String> subject = PublishSubject.create();
    Disposable chain = subject.compose(TracedChain.of(operations, "chain")).subscribe();
    CompletableFuture<String> found =
        TracedProxy.of(operations, Prices.class, article -> answer).find("a secret");
    print(audit);
    System.out.println("secret: " + audit.report().toText().contains("a secret"));
    started.end();
    answer.complete("");
    task.cancel(true);
    guava.cancel(true);
    chain.dispose();
    System.out.println("done: " + traced.isDone() + found.isDone());
    print(audit);
    collected.close();
  }

  private static void print(Audit audit) {
    for (OpenOperation open : audit.report().open()) {
      System.out.println(
          "open: "
              + open.name()
              + " "
              + open.count()
              + " at "
              + open.started().place().getMethodName());
    }
    System.out.println("more: " + audit.report().unlistedOpen());
  }
}
