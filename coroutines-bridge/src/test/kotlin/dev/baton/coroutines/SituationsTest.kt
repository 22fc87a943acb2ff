package dev.baton.coroutines

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedClass
import org.junit.jupiter.params.provider.EnumSource

/** Whatever a coroutine does, and wherever it runs, it has its context before and after. */
@ParameterizedClass
@EnumSource(Place::class)
internal class SituationsTest(
    private val place: Place,
) {
    private fun coroutine(block: suspend Foreign.(CoroutineScope) -> Unit) =
        Foreign().use { foreign ->
            place.run(A.asCoroutineContext()) {
                expect(A)
                foreign.block(this)
                expect(A)
                foreign.hop()
                expect(A)
            }
            expect(ROOT)
        }

    @Test
    fun suspension() =
        coroutine {
            repeat(10) {
                hop()
                expect(A)
            }
        }

    @Test
    fun yielding() =
        coroutine {
            yield()
            expect(A)
        }

    @Test
    fun suspensionInANestedFunction() =
        coroutine {
            suspend fun nested(depth: Int) {
                hop()
                expect(A)
                if (depth > 0) {
                    nested(depth - 1)
                    expect(A)
                }
            }
            nested(3)
        }

    @Test
    fun undispatchedStart() =
        coroutine { scope ->
            val child =
                scope.launch(B.asCoroutineContext(), CoroutineStart.UNDISPATCHED) {
                    expect(B)
                    hop()
                    expect(B)
                }
            expect(A)
            child.join()
        }

    @Test
    fun lazyStart() =
        coroutine { scope ->
            val child =
                under(B) {
                    scope.launch(start = CoroutineStart.LAZY) {
                        expect(B)
                        hop()
                        expect(B)
                    }
                }
            child.join()
        }

    @Test
    fun atomicStart() =
        coroutine { scope ->
            val child =
                scope.launch(B.asCoroutineContext(), CoroutineStart.ATOMIC) {
                    expect(B)
                    hop()
                    expect(B)
                }
            child.join()
        }

    @Test
    fun anotherDispatcher() =
        coroutine {
            for (dispatcher in listOf(Dispatchers.Default, Dispatchers.IO, Dispatchers.Unconfined)) {
                withContext(dispatcher) {
                    expect(A)
                    hop()
                    expect(A)
                }
                expect(A)
            }
        }

    @Test
    fun aContextOfOnesOwnWithinACoroutine() =
        coroutine {
            withOpenTelemetryContext(B) {
                expect(B)
                hop()
                expect(B)
                withOpenTelemetryContext(C) {
                    hop()
                    expect(C)
                }
                expect(B)
                hop()
                expect(B)
            }
        }

    @Test
    fun aContextOfOnesOwnOnAnotherDispatcher() =
        coroutine {
            withContext(Dispatchers.IO + B.asCoroutineContext()) {
                expect(B)
                hop()
                expect(B)
            }
        }

    @Test
    fun aBlockThatCannotBeCancelled() =
        coroutine {
            withContext(NonCancellable) {
                expect(A)
                hop()
                expect(A)
            }
        }

    @Test
    fun unconfinedChild() =
        coroutine { scope ->
            val child =
                scope.launch(Dispatchers.Unconfined + B.asCoroutineContext()) {
                    expect(B)
                    hop()
                    expect(B)
                    yield()
                    expect(B)
                }
            expect(A)
            child.join()
        }

    @Test
    fun runBlockingWithin() =
        coroutine {
            runBlocking {
                // It is no child, and captures nothing.
                expect(A)
            }
            expect(A)
            runBlocking(B.asCoroutineContext()) {
                expect(B)
                yield()
                expect(B)
                hop()
                expect(B)
            }
        }

    @Test
    fun asyncAndAwait() =
        coroutine { scope ->
            val results =
                listOf(A, B, C)
                    .map { context ->
                        scope.async(context.asCoroutineContext()) {
                            expect(context)
                            hop()
                            expect(context)
                            context
                        }
                    }.awaitAll()
            expect(A)
            assertThat(results).containsExactly(A, B, C)
        }

    @Test
    fun selection() =
        coroutine { scope ->
            val channel = Channel<Int>()
            val never = CompletableDeferred<Unit>()
            scope.launch(B.asCoroutineContext()) {
                hop()
                channel.send(1)
                expect(B)
            }
            val received =
                select {
                    never.onAwait { 0 }
                    channel.onReceive {
                        expect(A)
                        it
                    }
                }
            expect(A)
            assertThat(received).isEqualTo(1)
        }

    @Test
    fun channels() =
        coroutine { scope ->
            for (capacity in listOf(Channel.RENDEZVOUS, 3, Channel.UNLIMITED, Channel.CONFLATED)) {
                val channel = Channel<Int>(capacity)
                val sender =
                    scope.launch(B.asCoroutineContext()) {
                        repeat(10) {
                            channel.send(it)
                            expect(B)
                        }
                        channel.close(null)
                    }
                for (element in channel) {
                    expect(A)
                }
                expect(A)
                sender.join()
            }
        }

    @Test
    fun mutex() =
        coroutine { scope ->
            val mutex = Mutex()
            listOf(A, B, C)
                .map { context ->
                    scope.launch(context.asCoroutineContext()) {
                        repeat(5) {
                            mutex.withLock {
                                expect(context)
                                hop()
                                expect(context)
                            }
                        }
                    }
                }.joinAll()
        }

    @Test
    fun cancellation() =
        coroutine { scope ->
            val started = CompletableDeferred<Unit>()
            val ended = CompletableDeferred<Unit>()
            val child =
                scope.launch(B.asCoroutineContext()) {
                    try {
                        started.complete(Unit)
                        awaitCancellation()
                    } catch (e: CancellationException) {
                        expect(B)
                        withContext(NonCancellable) {
                            expect(B)
                            hop()
                            expect(B)
                        }
                        expect(B)
                        ended.complete(Unit)
                        throw e
                    }
                }
            started.await()
            child.cancelAndJoin()
            ended.await()
        }

    @Test
    fun exception() =
        coroutine {
            val caught =
                runCatching {
                    coroutineScope {
                        launch(B.asCoroutineContext()) {
                            hop()
                            error("of the child")
                        }
                        awaitCancellation()
                    }
                }
            expect(A)
            assertThat(caught.exceptionOrNull()).hasMessage("of the child")
            val failed =
                runCatching {
                    withOpenTelemetryContext<Unit>(B) {
                        hop()
                        error("of the block")
                    }
                }
            expect(A)
            assertThat(failed.exceptionOrNull()).hasMessage("of the block")
        }

    @Test
    fun supervision() =
        coroutine {
            supervisorScope {
                val failing =
                    async(B.asCoroutineContext()) {
                        hop()
                        error("of the child")
                    }
                val other =
                    launch {
                        hop()
                        expect(A)
                    }
                assertThat(runCatching { failing.await() }.exceptionOrNull()).isNotNull()
                expect(A)
                other.join()
                expect(A)
            }
        }

    @Test
    fun timeout() =
        coroutine {
            val nothing =
                withTimeoutOrNull(1) {
                    expect(A)
                    awaitCancellation()
                }
            expect(A)
            assertThat(nothing as Any?).isNull()
            val late =
                runCatching {
                    withTimeout(1) {
                        withOpenTelemetryContext(B) { awaitCancellation() }
                    }
                }
            expect(A)
            assertThat(late.exceptionOrNull()).isInstanceOf(TimeoutCancellationException::class.java)
            withTimeout(30_000) {
                hop()
                expect(A)
            }
        }

    @Test
    fun completionOfAnotherCoroutineOnTheSameThread() =
        coroutine { scope ->
            val gate = CompletableDeferred<Unit>()
            val waiting =
                listOf(B, C).map { context ->
                    scope.launch(Dispatchers.Unconfined + context.asCoroutineContext()) {
                        gate.await()
                        expect(context)
                    }
                }
            gate.complete(Unit)
            expect(A)
            waiting.joinAll()
            assertThat(scope.coroutineContext.job.isActive).isTrue()
        }
}
