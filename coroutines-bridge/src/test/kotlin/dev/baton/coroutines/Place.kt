package dev.baton.coroutines

import dev.baton.context.testing.Calls
import dev.baton.executors.ContextThreads
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.asExecutor
import org.assertj.core.api.Assertions.assertThat
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.CoroutineContext

/** Where coroutines run. */
internal enum class Place {
    DEFAULT,
    IO,
    UNCONFINED,
    SINGLE_THREAD,
    OWN_THREAD,
    VIRTUAL,
    ;

    /** Runs this in a coroutine here, waits for it, and sees that each thread is as it was. */
    fun <T> run(
        context: CoroutineContext,
        block: suspend CoroutineScope.() -> T,
    ): T =
        when (this) {
            DEFAULT -> onSharedThreads(Dispatchers.Default, context, block)
            IO -> onSharedThreads(Dispatchers.IO, context, block)
            UNCONFINED -> runBlocking(Dispatchers.Unconfined + context, block)
            SINGLE_THREAD -> onPool(Executors.newSingleThreadExecutor(), context, block)
            OWN_THREAD -> onPool(Executors.newSingleThreadExecutor(ContextThreads.poolFactory("own-")), context, block)
            VIRTUAL -> onPool(Executors.newVirtualThreadPerTaskExecutor(), context, block)
        }

    private fun <T> onSharedThreads(
        dispatcher: CoroutineDispatcher,
        context: CoroutineContext,
        block: suspend CoroutineScope.() -> T,
    ): T =
        runBlocking(dispatcher + context, block).also {
            val threads = 16
            val clean = AtomicInteger()
            val done = CountDownLatch(threads)
            repeat(threads) {
                dispatcher.asExecutor().execute {
                    if (Context.current() === ROOT) {
                        clean.incrementAndGet()
                    }
                    done.countDown()
                }
            }
            Calls.await(done)
            assertThat(clean).hasValue(threads)
        }

    private fun <T> onPool(
        pool: ExecutorService,
        context: CoroutineContext,
        block: suspend CoroutineScope.() -> T,
    ): T {
        val left = AtomicInteger()
        val looking =
            Executor { task ->
                pool.execute {
                    task.run()
                    if (Context.current() !== ROOT) {
                        left.incrementAndGet()
                    }
                }
            }
        return pool.use { runBlocking(looking.asCoroutineDispatcher() + context, block) }.also {
            assertThat(left).hasValue(0)
        }
    }
}
