package dev.baton.executors;

import dev.baton.context.Propagation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stage that somebody else made. What is done to this one is done to that one first, so
 * that whoever holds the other sees it too, and so that work which can be cancelled is. What this
 * one is asked, that one answers, since it may be done while this one still waits for another
 * callback.
 */
final class WrappedFuture<T extends @Nullable Object> extends ContextFuture<T> {
  /**
   * Whether a future of this class is followed by the JDK's own code, and so has a result itself.
   */
  private static final ClassValue<Boolean> IS_FOLLOWED_BY_THE_JDK =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isOfTheJdk(type, "whenComplete", BiConsumer.class);
        }
      };

  /** Whether a future of this class says what its dependents are. */
  private static final ClassValue<Boolean> MAKES_ITS_DEPENDENTS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type != ContextFuture.class && !isOfTheJdk(type, "newIncompleteFuture");
        }
      };

  private final CompletionStage<T> source;

  /** The source, if it is a future that can be completed from outside. */
  private final @Nullable CompletableFuture<T> promise;

  private WrappedFuture(CompletionStage<T> source, Propagation propagation) {
    super(propagation);
    this.source = source;
    this.promise = promise(source);
  }

  static <T extends @Nullable Object> WrappedFuture<T> of(
      CompletionStage<T> stage, Propagation propagation) {
    CompletionStage<T> source =
        stage instanceof WrappedFuture<T> wrapped && wrapped.promise != null
            ? wrapped.promise
            : stage;
    WrappedFuture<T> future = new WrappedFuture<>(source, propagation);
    if (future.isRelayed()) {
      return Relay.relay((CompletableFuture<T>) source, future);
    }
    source.whenComplete(future::follow);
    return future;
  }

  private static boolean isOfTheJdk(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getMethod(method, parameters).getDeclaringClass() == CompletableFuture.class;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static <T extends @Nullable Object> @Nullable CompletableFuture<T> promise(
      CompletionStage<T> source) {
    if (source instanceof CompletableFuture<T> future) {
      try {
        future.isDone();
        return future;
      } catch (UnsupportedOperationException e) {
        return null; // a minimal stage
      }
    }
    return null;
  }

  /** Any other may be a future in name only, and hand on what it is asked. */
  private boolean isRelayed() {
    return source instanceof ContextFuture
        || (promise != null && IS_FOLLOWED_BY_THE_JDK.get(source.getClass()));
  }

  /** Whether the source's text is the JDK's. */
  private boolean isDescribedByTheJdk() {
    return source instanceof ContextFuture || source.getClass() == CompletableFuture.class;
  }

  private void follow(T value, @Nullable Throwable failure) {
    if (failure == null) {
      super.complete(value);
    } else {
      super.completeExceptionally(failure);
    }
  }

  /** Completes this one, if the source is done and has not come round to it. */
  void settle() {
    if (promise != null && !super.isDone() && promise.isDone()) {
      peek(promise, this::follow);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is done, and so is this
  private static <T extends @Nullable Object> void peek(
      CompletableFuture<T> done, BiConsumer<T, @Nullable Throwable> look) {
    if (done instanceof ContextFuture<T> ours) {
      ours.tell(look);
    } else {
      done.whenComplete(look);
    }
  }

  /** First settled: the JDK then calls the function at once, as it does for a future of its own. */
  @Override
  Propagation registering() {
    settle();
    return propagation;
  }

  /** The JDK asks for this where the future is the other one of two. */
  @Override
  public CompletableFuture<T> toCompletableFuture() {
    settle();
    return this;
  }

  /** What has no function: a copy, a time-out. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    settle();
    return promise != null && MAKES_ITS_DEPENDENTS.get(promise.getClass())
        ? new DerivedFuture<>(propagation, promise.newIncompleteFuture())
        : super.newIncompleteFuture();
  }

  /** What the source failed with; the relay has put it into another exception. */
  private @Nullable Throwable exact(@Nullable Throwable failure) {
    if (failure instanceof CompletionException && isRelayed()) {
      AtomicReference<@Nullable Throwable> original = new AtomicReference<>();
      peek((CompletableFuture<T>) source, (value, thrown) -> original.set(thrown));
      if (original.get() == failure.getCause()) {
        return original.get();
      }
    }
    return failure;
  }

  @Override
  <U> BiFunction<? super T, Throwable, ? extends U> seeing(
      BiFunction<? super T, Throwable, ? extends U> function) {
    return (value, failure) -> function.apply(value, exact(failure));
  }

  @Override
  BiConsumer<? super T, ? super Throwable> watching(
      BiConsumer<? super T, ? super Throwable> consumer) {
    return (value, failure) -> {
      Throwable exact = exact(failure);
      if (exact == null || exact == failure) {
        consumer.accept(value, failure);
      } else {
        try {
          consumer.accept(value, exact);
        } catch (Throwable t) { // the JDK would add it to the exception that the relay made
          if (t != exact) {
            exact.addSuppressed(t);
          }
        }
      }
    };
  }

  @Override
  <U> Function<Throwable, ? extends U> seeing(Function<Throwable, ? extends U> function) {
    return failure -> {
      Throwable exact = exact(failure);
      return function.apply(exact == null ? failure : exact);
    };
  }

  @Override
  public boolean complete(T value) {
    if (promise == null) {
      return super.complete(value);
    }
    boolean first = promise.complete(value);
    settle(); // it follows, but perhaps on another thread, and not yet
    return first;
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    if (promise == null) {
      return super.completeExceptionally(failure);
    }
    boolean first = promise.completeExceptionally(failure);
    settle();
    return first;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (promise != null) {
      boolean cancelled = promise.cancel(mayInterruptIfRunning);
      settle();
      return cancelled; // also by a source that then fails in a way of its own
    }
    if (source instanceof Future<?> task && !(source instanceof CompletableFuture<?>)) {
      task.cancel(mayInterruptIfRunning);
    }
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, defaultExecutor());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the source
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    if (promise == null) {
      return super.completeAsync(supplier, executor);
    }
    var wrapped = ContextExecutor.and(propagation, executor).wrapSupplier(supplier);
    promise.completeAsync(wrapped, ContextExecutor.uncapturing(executor, wrapped));
    return this;
  }

  @Override
  public void obtrudeValue(T value) {
    if (promise != null) {
      promise.obtrudeValue(value);
    }
    super.obtrudeValue(value);
  }

  @Override
  public void obtrudeException(Throwable failure) {
    if (promise != null) {
      promise.obtrudeException(failure);
    }
    super.obtrudeException(failure);
  }

  @Override
  public boolean isDone() {
    return promise == null ? super.isDone() : promise.isDone();
  }

  @Override
  public boolean isCancelled() {
    return promise == null ? super.isCancelled() : promise.isCancelled();
  }

  @Override
  public boolean isCompletedExceptionally() {
    return promise == null ? super.isCompletedExceptionally() : promise.isCompletedExceptionally();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    return promise == null ? super.get() : promise.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return promise == null ? super.get(timeout, unit) : promise.get(timeout, unit);
  }

  @Override
  public T join() {
    return promise == null ? super.join() : promise.join();
  }

  @Override
  public T getNow(T valueIfAbsent) {
    return promise == null ? super.getNow(valueIfAbsent) : promise.getNow(valueIfAbsent);
  }

  @Override
  public T resultNow() {
    return promise == null ? super.resultNow() : promise.resultNow();
  }

  @Override
  public Throwable exceptionNow() {
    return promise == null ? super.exceptionNow() : promise.exceptionNow();
  }

  @Override
  public State state() {
    return promise == null ? super.state() : promise.state();
  }

  @Override
  public String toString() {
    settle();
    String text = super.toString();
    if (!isDescribedByTheJdk() || !super.isDone()) {
      return text;
    }
    String answer = source.toString();
    return text.substring(0, text.indexOf('[')) + answer.substring(answer.indexOf('['));
  }
}
