/**
 * Lets the operators and callbacks of RxJava 3 see the context of their subscriber: on chosen
 * schedulers ({@link dev.baton.rx.ContextSchedulers}), in a single chain ({@link
 * dev.baton.rx.ContextTransformer}), or everywhere ({@link dev.baton.rx.RxContextHooks}).
 */
@NullMarked
package dev.baton.rx;

import org.jspecify.annotations.NullMarked;
