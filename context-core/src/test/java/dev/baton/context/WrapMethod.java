package dev.baton.context;

import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Each method of {@link Propagation} that wraps something, as one that wraps a {@link Body}. */
@SuppressWarnings({"unchecked", "ImmutableEnumChecker"}) // its lambdas capture nothing
enum WrapMethod {
  RUNNABLE(
      (p, body) -> p.wrap(body == null ? null : (Runnable) body::run),
      (wrapped, a, b) -> {
        ((Runnable) wrapped).run();
        return null;
      }),
  CALLABLE(
      (p, body) -> p.wrap(body == null ? null : (Callable<Object>) body::run),
      (wrapped, a, b) -> ((Callable<Object>) wrapped).call()),
  SUPPLIER(
      (p, body) -> p.wrapSupplier(body == null ? null : body::run),
      (wrapped, a, b) -> ((Supplier<Object>) wrapped).get()),
  CONSUMER(
      (p, body) -> p.wrapConsumer(body == null ? null : (Consumer<Object>) body::run),
      (wrapped, a, b) -> {
        ((Consumer<Object>) wrapped).accept(a);
        return null;
      }),
  BI_CONSUMER(
      (p, body) -> p.wrapConsumer(body == null ? null : (BiConsumer<Object, Object>) body::run),
      (wrapped, a, b) -> {
        ((BiConsumer<Object, Object>) wrapped).accept(a, b);
        return null;
      }),
  FUNCTION(
      (p, body) -> p.wrapFunction(body == null ? null : (Function<Object, Object>) body::run),
      (wrapped, a, b) -> ((Function<Object, Object>) wrapped).apply(a)),
  BI_FUNCTION(
      (p, body) ->
          p.wrapFunction(body == null ? null : (BiFunction<Object, Object, Object>) body::run),
      (wrapped, a, b) -> ((BiFunction<Object, Object, Object>) wrapped).apply(a, b)),
  PREDICATE(
      (p, body) -> p.wrapPredicate(body == null ? null : (Predicate<Object>) body::test),
      (wrapped, a, b) -> ((Predicate<Object>) wrapped).test(a)),
  BI_PREDICATE(
      (p, body) -> p.wrapPredicate(body == null ? null : (BiPredicate<Object, Object>) body::test),
      (wrapped, a, b) -> ((BiPredicate<Object, Object>) wrapped).test(a, b)),
  UNARY_OPERATOR(
      (p, body) -> p.wrapOperator(body == null ? null : (UnaryOperator<Object>) body::run),
      (wrapped, a, b) -> ((UnaryOperator<Object>) wrapped).apply(a)),
  BINARY_OPERATOR(
      (p, body) -> p.wrapOperator(body == null ? null : (BinaryOperator<Object>) body::run),
      (wrapped, a, b) -> ((BinaryOperator<Object>) wrapped).apply(a, b)),
  SUBSCRIBER(
      (p, body) -> p.wrapSubscriber(body == null ? null : new ItemSubscriber(body)),
      (wrapped, a, b) -> {
        ((Flow.Subscriber<Object>) wrapped).onNext(a);
        return null;
      });

  /** What is wrapped: gets the arguments that the interface has. */
  @FunctionalInterface
  interface Body {
    Object run(Object... arguments);

    default boolean test(Object... arguments) {
      return Boolean.TRUE.equals(run(arguments));
    }
  }

  /** Has the body run for each item. */
  private record ItemSubscriber(Body body) implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(Object item) {
      body.run(item);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  private interface Wrap {
    Object wrap(Propagation propagation, Body body);
  }

  private interface Invoke {
    Object invoke(Object wrapped, Object a, Object b) throws Exception;
  }

  private final Wrap wrap;
  private final Invoke invoke;

  WrapMethod(Wrap wrap, Invoke invoke) {
    this.wrap = wrap;
    this.invoke = invoke;
  }

  /** The wrapped body, which may be null. */
  ContextTask wrap(Propagation propagation, Body body) {
    return (ContextTask) wrap.wrap(propagation, body);
  }

  /** Wraps a task for its side effects. */
  ContextTask wrapTask(Propagation propagation, Runnable task) {
    return wrap(
        propagation,
        task == null
            ? null
            : arguments -> {
              task.run();
              return null;
            });
  }

  /** Calls the one method of what was wrapped, with as many of the arguments as it takes. */
  Object invoke(Object wrapped, Object a, Object b) {
    try {
      return invoke.invoke(wrapped, a, b);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void run(Object wrapped) {
    invoke(wrapped, null, null);
  }
}
