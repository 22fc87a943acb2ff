package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Kind;
import dev.baton.context.audit.Finding.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What an audit might find in a shop on Spring Boot: a finding or two of each kind. */
final class SampleReport {
  private static final Instant SINCE = Instant.parse("2026-03-09T09:12:04.117Z");
  private static final String STORAGE = "dev.baton.context.storage.SlotStorage";

  private SampleReport() {}

  static AuditReport report() {
    return new AuditReport(
        List.of(
            pollutedThread(), endedSpan(), lostInFuture(), rawFuture(), rawPool(), leakedScope()),
        SINCE,
        SINCE.plusSeconds(2787),
        STORAGE,
        512,
        0,
        List.of(),
        0);
  }

  static AuditReport empty() {
    return new AuditReport(List.of(), SINCE, SINCE.plusSeconds(2787), STORAGE, 0, 0, List.of(), 0);
  }

  /** So many findings, each at a line of its own. */
  static AuditReport many(int count) {
    List<Finding> findings =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  List<Finding> some = report().findings();
                  Finding like = some.get(i * some.size() / count);
                  Step last = like.steps().getLast();
                  StackTraceElement place =
                      new StackTraceElement(
                          "com.acme.shop.generated.Service" + i, "call", "Service.java", i + 1);
                  Step step =
                      new Step(last.what(), place, last.thread(), last.stack(), last.code());
                  return finding(
                      like.kind(), count - i, List.of(step), like.explanation(), like.remedy());
                })
            .toList();
    return new AuditReport(findings, SINCE, SINCE.plusSeconds(60), STORAGE, 7, 1234, List.of(), 0);
  }

  static Finding pollutedThread() {
    return finding(
        Kind.POLLUTED_THREAD,
        31,
        List.of(
            SampleStacks.step(
                "left open", "http-nio-8080-exec-7", SampleStacks.FILTER + SampleStacks.TOMCAT),
            SampleStacks.step(
                "read by the next task",
                "http-nio-8080-exec-7",
                SampleStacks.TRACER
                    + """
                    > com.acme.shop.search.SearchController.search(SearchController.java:52)
                    """
                    + SampleStacks.MVC
                    + SampleStacks.TOMCAT)),
        """
        The request found a context that an earlier one had left on this thread. Its spans joined \
        the earlier request's trace.""",
        """
        Close the scope where it is opened, whatever happens in between:

            try (Scope scope = context.makeCurrent()) {
              chain.doFilter(request, response);
            }
        """);
  }

  static Finding endedSpan() {
    return finding(
        Kind.ENDED_SPAN,
        205,
        List.of(
            SampleStacks.step(
                "submitted",
                "http-nio-8080-exec-2",
                """
                dev.baton.executors.ContextExecutor.execute(ContextExecutor.java:52)
                > com.acme.shop.mail.Mailer.sendLater(Mailer.java:44)
                > com.acme.shop.orders.CheckoutController.checkout(CheckoutController.java:71)
                """
                    + SampleStacks.MVC
                    + SampleStacks.TOMCAT),
            SampleStacks.step(
                "read",
                "mail-1",
                SampleStacks.TRACER
                    + """
                    > com.acme.shop.mail.Mailer.lambda$sendLater$0(Mailer.java:46)
                    dev.baton.context.ContextWrapper.run(ContextWrapper.java:61)
                    """
                    + SampleStacks.POOL)),
        """
        The task outlived its request: the current span had ended when this line ran. What it \
        traces hangs below a span that is over.""",
        """
        Let the span last as long as its work, or give the work a span of its own that links to it:

            Span span = tracer.spanBuilder("send mail")
                .setNoParent()
                .addLink(Span.current().getSpanContext())
                .startSpan();
        """);
  }

  static Finding lostInFuture() {
    return finding(
        Kind.LOST_IN_FUTURE,
        1204,
        List.of(
            SampleStacks.step(
                "completed",
                "prices-io-3",
                """
                dev.baton.executors.ContextExecutor.execute(ContextExecutor.java:52)
                java.base/java.util.concurrent.CompletableFuture$UniCompletion.claim(CompletableFuture.java:572)
                java.base/java.util.concurrent.CompletableFuture$UniApply.tryFire(CompletableFuture.java:642)
                java.base/java.util.concurrent.CompletableFuture.postComplete(CompletableFuture.java:510)
                java.base/java.util.concurrent.CompletableFuture.complete(CompletableFuture.java:2179)
                > com.acme.shop.prices.PriceClient$Answers.onAnswer(PriceClient.java:88)
                com.acme.shop.prices.PriceClient$Answers.poll(PriceClient.java:71)
                """
                    + SampleStacks.POOL)),
        """
        This line completed a raw `CompletableFuture`, which handed its next stage to a wrapped \
        executor. The stage got the context of this thread, not that of the code that added it.""",
        """
        Wrap the future where its stages are added:

            ContextFutures.wrap(prices.load(item)).thenApplyAsync(Quote::of, pool)
        """);
  }

  static Finding rawFuture() {
    return finding(
        Kind.UNSET_READ,
        1180,
        List.of(
            SampleStacks.step(
                "read",
                "ForkJoinPool.commonPool-worker-2",
                SampleStacks.TRACER
                    + """
                    > com.acme.shop.stock.StockService.count(StockService.java:63)
                    > com.acme.shop.stock.StockService.lambda$available$0(StockService.java:40)
                    java.base/java.util.concurrent.CompletableFuture$AsyncSupply.run(CompletableFuture.java:1768)
                    java.base/java.util.concurrent.CompletableFuture$AsyncSupply.exec(CompletableFuture.java:1760)
                    java.base/java.util.concurrent.ForkJoinTask.doExec(ForkJoinTask.java:387)
                    java.base/java.util.concurrent.ForkJoinPool.runWorker(ForkJoinPool.java:1843)
                    java.base/java.util.concurrent.ForkJoinWorkerThread.run(ForkJoinWorkerThread.java:188)
                    """)),
        """
        No context had been set on this thread since its task began: a stage of a raw \
        `CompletableFuture` ran there.""",
        """
        Start the chain with `ContextFutures`:

            ContextFutures.supplyAsync(() -> count(item))
        """);
  }

  static Finding rawPool() {
    return finding(
        Kind.UNSET_READ,
        96,
        List.of(
            SampleStacks.step(
                "read",
                "pool-3-thread-1",
                SampleStacks.TRACER
                    + """
                    > com.acme.shop.invoices.InvoiceRenderer.render(InvoiceRenderer.java:117)
                    > com.acme.shop.invoices.InvoiceService.lambda$print$2(InvoiceService.java:58)
                    java.base/java.util.concurrent.FutureTask.run(FutureTask.java:317)
                    """
                    + SampleStacks.POOL)),
        """
        No context had been set on this thread since its task began: the task came from a raw \
        `ThreadPoolExecutor`.""",
        """
        Wrap the pool where it is made:

            ExecutorService pool =
                ContextExecutors.wrap(Executors.newFixedThreadPool(8));

        If a background job reads here and is meant to have no context, run it under \
        `Propagation.root()`.""");
  }

  static Finding leakedScope() {
    return finding(
        Kind.LEAKED_SCOPE,
        31,
        List.of(
            SampleStacks.step(
                "opened", "http-nio-8080-exec-7", SampleStacks.FILTER + SampleStacks.TOMCAT)),
        "This scope was still open when its task ended.",
        """
        Close it where it is opened, whatever happens in between:

            try (Scope scope = context.makeCurrent()) {
              chain.doFilter(request, response);
            }
        """);
  }

  private static Finding finding(
      Kind kind, long count, List<Step> steps, String explanation, String remedy) {
    return new Finding(
        kind,
        steps,
        count,
        count < 1000,
        threads(steps.getLast().thread()),
        SINCE.plusSeconds(41),
        SINCE.plus(Duration.ofMinutes(44)),
        explanation,
        remedy);
  }

  /** The thread and the next few of its pool. */
  private static List<String> threads(String name) {
    int number = name.lastIndexOf('-') + 1;
    String pool = name.substring(0, number);
    int first = Integer.parseInt(name.substring(number));
    return IntStream.range(first, first + 3).mapToObj(i -> pool + i).toList();
  }
}
