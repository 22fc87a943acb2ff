package dev.baton.tracing.programs;

import dev.baton.tracing.CollectedTelemetry;
import dev.baton.tracing.TracedOperations;
import dev.baton.tracing.annotations.TracedProxy;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.concurrent.CompletableFuture;

/** A program with annotations, and with none of the libraries that there is a package for. */
public final class AnnotatedProgram {
  private AnnotatedProgram() {}

  /** Of the JDK's types only. */
  public interface Greetings {
    @WithSpan
    String now();

    @WithSpan
    CompletableFuture<String> later();

    @WithSpan
    Object anything();
  }

  public static void main(String[] args) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Greetings target =
        new Greetings() {
          @Override
          public String now() {
            return "now";
          }

          @Override
          public CompletableFuture<String> later() {
            return answer;
          }

          @Override
          public Object anything() {
            return "anything";
          }
        };
    CollectedTelemetry collected = new CollectedTelemetry();
    Greetings greetings =
        TracedProxy.of(TracedOperations.of(collected.sdk), Greetings.class, target);
    System.out.println(greetings.now() + ", " + greetings.anything());
    CompletableFuture<String> later = greetings.later();
    System.out.println("ended: " + collected.spans().size());
    answer.complete("later");
    System.out.println(later.join() + " ended: " + collected.spans().size());
    collected.close();
  }
}
