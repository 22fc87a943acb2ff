package dev.baton.coroutines

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.CoroutineContext

/**
 * Ways of three tasks through one coroutine and its children, for programs that are in Java. All
 * three run once, one after the other, and all are to see what the coroutine carries.
 */
public enum class Ways {
    YIELD {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) = tasks.forEach {
            yield()
            it.run()
        }
    },
    DELAY {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) = tasks.forEach {
            it.run()
            delay(1)
        }
    },
    LAUNCH {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            tasks[0].run()
            launch { tasks[1].run() }.join()
            launch(elsewhere, CoroutineStart.UNDISPATCHED) { tasks[2].run() }.join()
        }
    },
    ASYNC {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            async(elsewhere) { tasks[0].run() }.await()
            coroutineScope { async { tasks[1].run() } }.await()
            future(elsewhere) { tasks[2].run() }.await()
        }
    },
    WITH_CONTEXT {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            withContext(elsewhere) { tasks[0].run() }
            tasks[1].run()
            withTimeoutOrNull(60_000) { withContext(Dispatchers.Unconfined) { tasks[2].run() } }
        }
    },
    FLOW {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) = flow {
            tasks[0].run()
            emit(1)
        }.flowOn(elsewhere)
            .onEach { tasks[1].run() }
            .buffer()
            .collect { tasks[2].run() }
    },
    FLOW_IN_CONTEXT {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) = flow {
            tasks[0].run()
            emit(1)
            tasks[2].run()
        }.inCollectorContext()
            .collect {
                yield()
                tasks[1].run()
            }
    },
    CHANNEL {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            val channel =
                produce(elsewhere) {
                    tasks[0].run()
                    send(1)
                }
            channel.receive()
            tasks[1].run()
            val signal = CompletableDeferred<Unit>()
            launch(Dispatchers.Default) { signal.complete(Unit) }
            signal.await()
            tasks[2].run()
        }
    },

    /** Cancelled by a thread that knows nothing of us, while it is suspended. */
    CANCEL {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            val suspended =
                launch(start = CoroutineStart.UNDISPATCHED) {
                    try {
                        withContext(Dispatchers.Unconfined) { awaitCancellation() }
                    } finally {
                        tasks[0].run()
                        withContext(NonCancellable + elsewhere) {
                            yield()
                            tasks[1].run()
                        }
                    }
                }
            CompletableFuture.runAsync({ suspended.cancel() }, elsewhere.asExecutor())
            suspended.join()
            tasks[2].run()
        }
    },
    TIME_OUT {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            withTimeoutOrNull(1) {
                try {
                    tasks[0].run()
                    awaitCancellation()
                } finally {
                    tasks[1].run()
                }
            }
            tasks[2].run()
        }
    },

    /** The first child is cancelled because the second one fails. */
    FAIL {
        override suspend fun CoroutineScope.go(
            elsewhere: CoroutineDispatcher,
            tasks: List<Runnable>,
        ) {
            try {
                coroutineScope {
                    launch(elsewhere, CoroutineStart.UNDISPATCHED) {
                        try {
                            awaitCancellation()
                        } finally {
                            tasks[1].run()
                        }
                    }
                    launch {
                        tasks[0].run()
                        error("on purpose")
                    }
                }
            } catch (expected: IllegalStateException) {
                tasks[2].run()
            }
        }
    },
    ;

    protected abstract suspend fun CoroutineScope.go(
        elsewhere: CoroutineDispatcher,
        tasks: List<Runnable>,
    )

    /** Starts a coroutine that goes this way. */
    public fun start(
        context: CoroutineContext,
        elsewhere: CoroutineDispatcher,
        tasks: List<Runnable>,
    ): CompletableFuture<Unit> = CoroutineScope(context).future { go(elsewhere, tasks) }
}
