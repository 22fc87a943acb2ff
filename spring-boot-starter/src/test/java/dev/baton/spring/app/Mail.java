package dev.baton.spring.app;

import io.opentelemetry.api.trace.Span;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is done by annotations. */
@Component
public class Mail {
  private final LongAdder decorated = new LongAdder();

  private final Set<String> tidied = ConcurrentHashMap.newKeySet();

  private final CountDownLatch tidyRuns = new CountDownLatch(3);

  private final Work work;

  Mail(Work work) {
    this.work = work;
  }

  @Async
  public CompletableFuture<String> send(String request) {
    return CompletableFuture.completedFuture(work.on(request));
  }

  @Async
  public void sendAndForget(String request, CompletableFuture<String> sent) {
    sent.complete(work.on(request));
  }

  /** How often the user's own decorator was asked. */
  public LongAdder decorated() {
    return decorated;
  }

  /** The traces of three runs of {@link #tidy} or more. */
  public Set<String> tidied() throws InterruptedException {
    tidyRuns.await();
    return tidied;
  }

  @Scheduled(fixedRate = 5)
  public void tidy() {
    tidied.add(Span.current().getSpanContext().getTraceId());
    tidyRuns.countDown();
  }
}
