package dev.baton.spring.app;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Hands its requests on, in as many ways as there are. Each does two pieces of work. */
@RestController
class RequestController {
  private final Work work;
  private final Mail mail;
  private final ExecutorService pool;
  private final ThreadPoolTaskExecutor decorated;
  private final TaskScheduler scheduler;

  RequestController(
      Work work,
      Mail mail,
      @Qualifier("pool") ExecutorService pool,
      @Qualifier("decorated") ThreadPoolTaskExecutor decorated,
      @Qualifier("taskScheduler") TaskScheduler scheduler) {
    this.work = work;
    this.mail = mail;
    this.pool = pool;
    this.decorated = decorated;
    this.scheduler = scheduler;
  }

  @GetMapping("/async")
  CompletableFuture<String> async(@RequestParam("request") String request) {
    CompletableFuture<String> sent = new CompletableFuture<>();
    mail.sendAndForget(request, sent);
    return mail.send(request).thenCombine(sent, (a, b) -> a + b);
  }

  @GetMapping("/pool")
  String pool(@RequestParam("request") String request) throws Exception {
    Callable<String> task = () -> work.on(request);
    return pool.submit(task).get() + pool.submit(task).get();
  }

  @GetMapping("/future")
  CompletableFuture<String> future(@RequestParam("request") String request) {
    return CompletableFuture.supplyAsync(() -> work.on(request), pool)
        .thenApplyAsync(work::on, pool);
  }

  @GetMapping("/decorated")
  CompletableFuture<String> decorated(@RequestParam("request") String request) {
    return decorated
        .submitCompletable(() -> work.on(request))
        .thenCombine(decorated.submitCompletable(() -> work.on(request)), String::concat);
  }

  @GetMapping("/later")
  CompletableFuture<String> later(@RequestParam("request") String request) {
    CompletableFuture<String> done = new CompletableFuture<>();
    scheduler.schedule(() -> done.complete(work.on(work.on(request))), Instant.now());
    return done;
  }

  @GetMapping("/callable")
  Callable<String> callable(@RequestParam("request") String request) {
    return () -> work.on(work.on(request));
  }

  @GetMapping("/rx")
  Single<String> rx(@RequestParam("request") String request) {
    return Single.fromCallable(() -> work.on(request))
        .subscribeOn(Schedulers.io())
        .observeOn(Schedulers.computation())
        .map(work::on);
  }

  @GetMapping("/reactor")
  Mono<String> reactor(@RequestParam("request") String request) {
    return Mono.fromCallable(() -> work.on(request))
        .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
        .delayElement(Duration.ofMillis(1))
        .map(work::on);
  }

  @GetMapping("/mono")
  Mono<String> mono(@RequestParam("request") String request) {
    return Mono.just(request)
        .publishOn(reactor.core.scheduler.Schedulers.fromExecutor(pool))
        .map(work::on)
        .flatMap(done -> Mono.fromFuture(mail.send(done)));
  }
}
