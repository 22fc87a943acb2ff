package dev.baton.executors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** All that can be asked of a future, and its answers, to be compared with another's. */
final class FutureSnapshot {
  private FutureSnapshot() {}

  static Map<String, String> of(CompletableFuture<?> future) {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("isDone", answer(future::isDone));
    answers.put("isCancelled", answer(future::isCancelled));
    answers.put("isCompletedExceptionally", answer(future::isCompletedExceptionally));
    answers.put("state", answer(future::state));
    answers.put("getNow", answer(() -> future.getNow(null)));
    answers.put("get(timeout)", answer(() -> future.get(1, TimeUnit.NANOSECONDS)));
    answers.put("resultNow", answer(future::resultNow));
    answers.put("exceptionNow", answer(future::exceptionNow));
    answers.put("dependents", answer(future::getNumberOfDependents));
    answers.put("toString", answer(() -> future.toString().replaceFirst("^[^\\[]*", "")));
    if (future.isDone()) {
      answers.put("get", answer(future::get));
      answers.put("join", answer(future::join));
    }
    return answers;
  }

  /** What the call returned or threw, in words. */
  static String answer(Callable<?> call) {
    try {
      return String.valueOf(call.call());
    } catch (Throwable t) {
      return "thrown: " + t + " of " + t.getCause();
    }
  }
}
