/**
 * RxJava 3 whose operators and callbacks see the context of their subscriber: schedulers ({@link
 * dev.baton.rx.ContextSchedulers}), single chains ({@link dev.baton.rx.ContextTransformer}), or
 * everything ({@link dev.baton.rx.RxContextHooks}).
 */
@NullMarked
package dev.baton.rx;

import org.jspecify.annotations.NullMarked;
