package dev.baton.context.audit;

import org.jspecify.annotations.Nullable;

/**
 * How work has come to the thread on which it runs, as its stack tells; and what is to be done
 * where that way loses the context.
 */
enum Crossing {
  BATON("a task that Baton has wrapped", "Wrap what submits it."),
  OPEN_TELEMETRY("a task that OpenTelemetry's own wrapper carries", "Wrap what submits it."),
  FUTURE_STAGE(
      "a stage of a raw `CompletableFuture`, which runs wherever the future is completed",
      "Wrap the future where the chain begins: `ContextFutures.wrap(future)`."),
  FUTURE_TASK(
      "an asynchronous task of a raw `CompletableFuture`",
      "Start the chain with `ContextFutures.supplyAsync` or `ContextFutures.runAsync`."),
  GUAVA(
      "a callback of a raw Guava future, which runs wherever the future is completed",
      "Wrap the future where the chain begins: `ContextFluentFuture.wrap(future)`."),
  RX(
      "a chain of RxJava, which a foreign thread feeds",
      "Install the hooks, as `Baton.install()` does, or compose the chain with"
          + " `ContextTransformer.of()` below its source."),
  REACTOR(
      "a chain of Reactor, which a foreign thread feeds",
      "Compose the chain with `ContextTransformer.of(Propagation.installed().once())` as its last"
          + " operator, or wrap what it calls: `Propagation.capturing().wrapFunction(function)`."),
  COROUTINE(
      "a coroutine that carries no context",
      "Launch it with `Propagation.capturing().asCoroutineContext()`."),
  HTTP_CLIENT(
      "a callback of the JDK's HTTP client",
      "Wrap the body handler, `Propagation.capturing().wrapFunction(handler::apply)::apply`, and the"
          + " future: `ContextFutures.wrap(client.sendAsync(request, handler))`."),
  FORK_JOIN_TASK(
      "a subtask of a fork-join computation",
      "Wrap it where it is forked: `ContextForkJoinTasks.wrap(task).fork()`."),
  PARALLEL_STREAM(
      "a parallel stream",
      "Capture once, `Propagation once = Propagation.capturing().once()`, and wrap the functions:"
          + " `.map(once.wrapFunction(function))`."),
  PERIODIC(
      "a periodic task of a scheduler that is not wrapped",
      "If the job belongs to no request, schedule `Propagation.root().wrap(job)`, or declare it:"
          + " `audit.expectIn(..)`. If it does, schedule `Propagation.capturing().wrap(job)`."),
  SPRING(
      "a task that Spring runs on an executor of its own",
      "Have Spring carry it, by a bean: `@Bean TaskDecorator carrying() { return task ->"
          + " Propagation.capturing().wrap(task); }`."),
  SCHEDULER(
      "a task of a scheduler that is not wrapped",
      "Wrap the scheduler where it is made: `ContextExecutors.wrap(scheduler)`."),
  TIMER(
      "a task of a `java.util.Timer`",
      "Use a wrapped scheduler instead, `ContextExecutors.wrap(scheduler)`, or wrap what the task"
          + " calls: `Propagation.capturing().wrap(code)`."),
  VIRTUAL_THREAD(
      "a virtual thread that was started with no context",
      "Use `ContextExecutors.newVirtualThreadPerTaskExecutor()` or"
          + " `ContextThreads.startVirtualThread(task)`."),
  POOL(
      "a task of a pool that is not wrapped",
      "Wrap the pool where it is made: `ContextExecutors.wrap(pool)`."),
  EVENT_LOOP(
      "a callback on an event loop",
      "Wrap what is registered: `Propagation.capturing().wrapConsumer(callback)`, or `.proxy(..)`."),
  THREAD(
      "a thread that was started with no context",
      "Wrap what it runs: `new Thread(Propagation.capturing().wrap(task))`."),
  /** A server has called the user's code: nothing can have been lost as yet. */
  INGRESS("a request that has just come in", "Make its context current at the entry."),
  /** The first thread of the program, or one that was made outside of Java. */
  NONE(
      "code of the program's own thread", "Make a context current, or declare that there is none.");

  private final String text;
  private final String remedy;

  Crossing(String text, String remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** What ran, with an article. */
  String text() {
    return text;
  }

  String remedy() {
    return remedy;
  }

  /** Whether somebody has captured the context, or none, on purpose. */
  boolean carries() {
    return this == BATON || this == OPEN_TELEMETRY;
  }

  /** Whether it is a thread that takes one task after the other: what carries it carries none. */
  boolean runsTasks() {
    return this == POOL || this == EVENT_LOOP || this == TIMER;
  }

  /** Whether a context could have been lost there. */
  boolean loses() {
    return this != INGRESS && this != NONE && !carries();
  }

  /** What this frame is, if it is one of those that call tasks; the innermost of them tells. */
  static @Nullable Crossing at(String type, String method) {
    if (type.startsWith("java.")) {
      return ofJdk(type, method);
    }
    if (type.startsWith("dev.baton.")) {
      return FrameKind.of(type) == FrameKind.BATON && !type.startsWith("dev.baton.context.audit.")
          ? BATON
          : null;
    }
    if (type.startsWith("io.opentelemetry.context.")) {
      return method.startsWith("lambda$") || type.contains("Executor") || type.contains("Callable")
          ? OPEN_TELEMETRY
          : null;
    }
    return ofLibrary(type, method);
  }

  /** Whether this frame runs stages of a future on the thread that completes it. */
  static boolean completes(String type, String method) {
    return type.equals("java.util.concurrent.CompletableFuture")
        && (method.equals("postComplete") || method.equals("postFire"));
  }

  private static @Nullable Crossing ofJdk(String type, String method) {
    return switch (type) {
      case "java.util.concurrent.CompletableFuture" ->
          completes(type, method) ? FUTURE_STAGE : null;
      case "java.util.concurrent.CompletableFuture$Completion" -> FUTURE_STAGE;
      case "java.util.concurrent.CompletableFuture$AsyncSupply",
          "java.util.concurrent.CompletableFuture$AsyncRun" ->
          FUTURE_TASK;
      case "java.util.concurrent.RecursiveTask", "java.util.concurrent.RecursiveAction" ->
          FORK_JOIN_TASK;
      case "java.util.concurrent.CountedCompleter" -> PARALLEL_STREAM;
      case "java.util.concurrent.FutureTask" -> method.equals("runAndReset") ? PERIODIC : null;
      case "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask" -> SCHEDULER;
      case "java.util.TimerThread" -> TIMER;
      case "java.util.concurrent.ThreadPoolExecutor", "java.util.concurrent.ForkJoinWorkerThread" ->
          POOL;
      case "java.util.concurrent.ForkJoinPool", "java.util.concurrent.ForkJoinTask" ->
          method.startsWith("runWorker") || method.startsWith("topLevelExec") ? POOL : null;
      case "java.lang.VirtualThread" -> VIRTUAL_THREAD;
      case "java.lang.Thread" -> method.startsWith("run") ? THREAD : null;
      default -> null;
    };
  }

  private static @Nullable Crossing ofSpring(String type, String method) {
    return switch (type) {
      case "org.springframework.aop.interceptor.AsyncExecutionInterceptor",
          "org.springframework.web.context.request.async.WebAsyncManager" ->
          method.startsWith("lambda$") ? SPRING : null; // the others are of who hands it over
      case "org.springframework.scheduling.support.ScheduledMethodRunnable" -> PERIODIC;
      default -> null;
    };
  }

  private static @Nullable Crossing ofLibrary(String type, String method) {
    if (type.startsWith("jdk.internal.net.http.")) {
      return HTTP_CLIENT;
    }
    if (type.equals("com.google.common.util.concurrent.AbstractFuture")) {
      return method.startsWith("complete") || method.startsWith("executeListener") ? GUAVA : null;
    }
    if (type.equals("kotlin.coroutines.jvm.internal.BaseContinuationImpl")
        || type.equals("kotlinx.coroutines.DispatchedTask")) {
      return COROUTINE;
    }
    if (type.startsWith("org.apache.catalina.")
        || type.startsWith("org.apache.coyote.")
        || type.startsWith("org.eclipse.jetty.server.")
        || type.startsWith("io.undertow.server.")
        || type.startsWith("sun.net.httpserver.")) {
      return INGRESS;
    }
    if (type.startsWith("org.springframework.")) {
      return ofSpring(type, method);
    }
    if (type.startsWith("io.netty.") && type.contains("EventLoop")) {
      return EVENT_LOOP;
    }
    if (type.startsWith("org.junit.") && type.contains(".engine.")) {
      return NONE; // a test's own thread, whichever pool of JUnit's that is from
    }
    return type.endsWith("ThreadPoolExecutor") && method.equals("runWorker") ? POOL : null;
  }
}
