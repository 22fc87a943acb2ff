@file:JvmName("TracedCoroutines")

package dev.baton.tracing.coroutines

import dev.baton.context.Propagation
import dev.baton.coroutines.inCollectorContext
import dev.baton.coroutines.withOpenTelemetryContext
import dev.baton.tracing.TracedOperation
import dev.baton.tracing.TracedOperations
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.onCompletion
import java.util.function.Supplier

/**
 * Runs the block with a span, which is current in it and in each coroutine that it launches, whatever
 * threads they run on. It starts here, as a child of the one that is current, and ends when the block
 * and all its children have: with a failure if they fail, are cancelled or time out.
 *
 * @param name of the span
 */
public suspend fun <T> TracedOperations.withSpan(
    name: String,
    block: suspend CoroutineScope.() -> T,
): T = start(name).within(block)

/** Runs the block inside an operation that has begun, and ends it. */
internal suspend fun <T> TracedOperation.within(block: suspend CoroutineScope.() -> T): T {
    val result =
        try {
            withOpenTelemetryContext(context(), block)
        } catch (failure: Throwable) {
            end(failure)
            throw failure
        }
    end()
    return result
}

/**
 * The same flow, with a span for each collection, which is current in what is above. It starts when
 * the collection does, as a child of the span that is current there, and ends when the flow completes
 * or fails. If the collector has enough, fails or is cancelled, that is no failure of the flow: the
 * span then has `baton.operation.abandoned`.
 *
 * **Cost**: as [inCollectorContext] says.
 *
 * @param name of the span
 */
public fun <T> Flow<T>.withSpan(
    operations: TracedOperations,
    name: String,
): Flow<T> = inside { operations.start(name) }

/** The same flow, each collection of which takes its operation from here, and ends it. */
internal fun <T> Flow<T>.inside(starts: Supplier<TracedOperation>): Flow<T> =
    flow {
        val operation = starts.get()
        emitAll(
            inCollectorContext(Propagation.fixed(operation.context()))
                .catch { failure ->
                    operation.end(failure)
                    throw failure
                }.onCompletion { failure ->
                    if (failure == null) operation.end() else operation.abandon()
                },
        )
    }
