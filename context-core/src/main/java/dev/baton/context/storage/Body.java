package dev.baton.context.storage;

import org.jspecify.annotations.Nullable;

/**
 * What runs under a context: a method of the target, called with its arguments. Meant for lambdas
 * that capture nothing, and so are made once: to run one allocates nothing.
 *
 * @param <T> type of the target
 * @param <A> type of the first argument, or anything if there is none
 * @param <B> type of the second argument, or anything if there is none
 * @param <R> type of the result, or anything if there is none
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Body<
    T,
    A extends @Nullable Object,
    B extends @Nullable Object,
    R extends @Nullable Object,
    X extends Throwable> {

  /** Calls the method. */
  R run(T target, A first, B second) throws X;
}
