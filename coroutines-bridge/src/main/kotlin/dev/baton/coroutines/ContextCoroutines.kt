@file:JvmName("ContextCoroutines")

package dev.baton.coroutines

import dev.baton.context.BatonInternal
import dev.baton.context.Propagation
import dev.baton.executors.ContextExecutors
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import java.util.concurrent.Executor
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.withContext as withCoroutineContext

/**
 * The element that makes a coroutine carry what this says: [Context.current] is then right in each
 * part of it, whatever thread that runs on. For `launch`, `async`, `runBlocking`, `withContext`,
 * `flowOn` and whatever else takes a [CoroutineContext], and for a [CoroutineScope].
 *
 * **Capture** is where a coroutine is started with it: [Propagation.capturing] takes what is
 * current there, [Propagation.fixed] and [Propagation.root] have theirs already. A child of that
 * coroutine that is given no element of its own always captures, as a task does that is submitted:
 * what is current on the thread that calls `launch`, root included. A child that is given one gets
 * that, and the thread-locals of its parent that this one lacks. A plain `withContext(dispatcher)`
 * starts no coroutine and captures nothing: what it runs has what the coroutine has, not what was
 * made current around the call.
 *
 * **Restore** is by the thread that ran the coroutine, each time it suspends. A scope that was left
 * open in between is closed then and reported.
 *
 * Immutable and thread-safe. **Cost**: on the storage of [dev.baton.context.Baton.install] nothing
 * is allocated when a coroutine suspends and resumes, unless there are other thread-locals to carry or the thread
 * has open scopes of its own; an object or two for each child, unless the child has the same context.
 * A second element of any kind that changes threads makes kotlinx.coroutines allocate: carry an MDC
 * by a `CarriedThreadLocal` of the propagation and not by `MDCContext` beside it.
 *
 * **Not carried**: what `makeCurrent()` does in the body of a coroutine, past the next suspension;
 * [withOpenTelemetryContext] is for that. A [dev.baton.context.TaskListener] hears nothing.
 *
 * Beside the element of opentelemetry-extension-kotlin the one that was added last is the only one;
 * `getOpenTelemetryContext()` of that library finds the context of this one, too.
 */
public fun Propagation.asCoroutineContext(): CoroutineContext = ContextElement(this)

/** The element that makes a coroutine carry this context, as `Propagation.fixed(this).asCoroutineContext()` does. */
public fun Context.asCoroutineContext(): CoroutineContext = Propagation.fixed(this).asCoroutineContext()

/**
 * A dispatcher that runs coroutines on this executor, and the element that makes them carry what the
 * executor carries: what it was wrapped with by [ContextExecutors], or else
 * [Propagation.installed]. As [Propagation.asCoroutineContext] says; a `withContext` that is given
 * this carries what was made current around the call.
 *
 * **Capture** is by the element alone: the dispatcher hands its tasks to the executor that was
 * wrapped, so that not each resumption captures again. Listeners of the wrapped executor hear of
 * each resumption as a task under root.
 *
 * Shutting the executor down remains the caller's business.
 */
public fun Executor.asCoroutineContext(): CoroutineContext {
    val propagation = ContextExecutors.propagation(this)
    val plain = ContextExecutors.unwrap(this)
    val executor =
        if (BatonInternal.hasListener(propagation)) {
            ContextExecutors.wrap(plain, BatonInternal.and(Propagation.root(), propagation))
        } else {
            plain
        }
    return executor.asCoroutineDispatcher() + propagation.asCoroutineContext()
}

/**
 * The context that coroutines with this carry, from [Propagation.asCoroutineContext] or from
 * opentelemetry-extension-kotlin; root if they carry none.
 */
public val CoroutineContext.openTelemetryContext: Context
    get() = this[ContextElement]?.context ?: OpenTelemetryElement.contextIn(this) ?: Context.root()

/**
 * The context that the calling coroutine carries, root if it carries none. The same as
 * [Context.current] in a coroutine with an element, unless its body has made another one current
 * since it was last resumed.
 */
public suspend fun currentOpenTelemetryContext(): Context = currentCoroutineContext().openTelemetryContext

/**
 * Runs the block under this context, and each coroutine that it launches. What `makeCurrent()` is
 * elsewhere; here that would be undone at the next suspension, and would not reach a
 * `withContext(dispatcher)`. Other thread-locals that the calling coroutine carries go on as they
 * are here and now.
 *
 * Returns when the block and all its children have ended, as `withContext` does.
 */
public suspend fun <T> withOpenTelemetryContext(
    context: Context,
    block: suspend CoroutineScope.() -> T,
): T = withCoroutineContext(context.asCoroutineContext(), block)

/**
 * Runs the block, and each coroutine that it launches, under what is current on the thread that
 * calls this: for a suspend function that is called by code which knows nothing of coroutines'
 * contexts, such as a framework with a context per thread. Call it before anything suspends.
 *
 * Returns when the block and all its children have ended, as `coroutineScope` does.
 *
 * @param propagation what is captured, now
 */
public suspend fun <T> contextScope(
    propagation: Propagation = Propagation.installed(),
    block: suspend CoroutineScope.() -> T,
): T = withCoroutineContext(propagation.asCoroutineContext(), block)

/**
 * Has everything above it run under the context that is current where the flow is collected, at each
 * collection anew, and what is collected come back under that of the collecting coroutine. For a
 * cold flow that is collected by code which has a context on its thread, but none in its coroutine;
 * or whose upstream makes other contexts current while it emits. Does not change the dispatcher.
 *
 * **Cost**: the upstream is a coroutine of its own, which hands over each element by a channel and
 * waits until it is taken. `flowOn` alone would spare that, and does not keep to a context once the
 * collector has suspended: see the README.
 *
 * @param propagation what is captured at each collection
 */
@JvmOverloads
public fun <T> Flow<T>.inCollectorContext(propagation: Propagation = Propagation.installed()): Flow<T> =
    flow { emitAll(flowOn(propagation.asCoroutineContext()).buffer(Channel.RENDEZVOUS)) }
