package dev.baton.coroutines

import dev.baton.context.Propagation
import dev.baton.context.testing.Calls
import dev.baton.context.testing.LogCapture
import dev.baton.context.testing.StorageUnderTest
import dev.baton.context.testing.TestContexts
import io.opentelemetry.context.Context
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.shareIn
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedClass
import org.junit.jupiter.params.provider.EnumSource
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

@ParameterizedClass
@EnumSource(Place::class)
internal class FlowTest(
    private val place: Place,
) {
    /**
     * What kotlinx.coroutines 1.11.0 restores out of turn (its issue 4755) can be told from what is
     * attached now on our storage, but not where a wrapper opens scopes for us among those of others.
     */
    private fun foreign(): Foreign {
        val nested = place == Place.UNCONFINED && StorageUnderTest.current() == StorageUnderTest.WRAPPER_AFTER
        return Foreign(if (nested) null else DIRTY)
    }

    private fun coroutine(block: suspend Foreign.(CoroutineScope) -> Unit) =
        foreign().use { foreign ->
            place.run(A.asCoroutineContext()) { foreign.block(this) }
            expect(ROOT)
        }

    /** Three times the context of the upstream, which is resumed by the foreign thread. */
    private fun Foreign.contexts(): Flow<Context> =
        flow {
            repeat(3) {
                val before = Context.current()
                hop()
                expect(before)
                emit(before)
                expect(before)
            }
        }

    /** Sees to it that the collector has its own context, and the upstream this one. */
    private suspend fun Foreign.verify(
        flow: Flow<Context>,
        upstream: Context,
    ) {
        val seen = mutableListOf<Context>()
        flow.collect {
            expect(A)
            hop()
            expect(A)
            seen.add(it)
        }
        expect(A)
        assertThat(seen).isNotEmpty().containsOnly(upstream)
    }

    @Test
    fun coldFlow() = coroutine { verify(contexts(), A) }

    @Test
    fun flowOnADispatcher() =
        coroutine {
            verify(contexts().flowOn(Dispatchers.Default), A)
            verify(contexts().flowOn(Dispatchers.Unconfined), A)
        }

    @Test
    fun flowOnAnotherContext() =
        coroutine {
            val another = if (place == Place.IO) Dispatchers.Default else Dispatchers.IO
            verify(contexts().flowOn(B.asCoroutineContext() + another), B)
            verify(contexts().flowOn(B.asCoroutineContext()).buffer(), B)
            verify(contexts().flowOn(B.asCoroutineContext()).buffer().onEach { expect(A) }, B)
        }

    @Test
    @Tag("since-1.11")
    fun flowOnAnotherContextInOneCoroutine() =
        coroutine {
            verify(contexts().flowOn(B.asCoroutineContext()), B)
            verify(contexts().flowOn(B.asCoroutineContext()).onEach { expect(A) }, B)
            verify(contexts().flowOn(B.asCoroutineContext()).map { it }.flowOn(C.asCoroutineContext()), B)
        }

    @Test
    fun buffered() =
        coroutine {
            verify(contexts().buffer(), A)
            verify(contexts().buffer().flowOn(B.asCoroutineContext()), B)
            verify(contexts().conflate(), A)
        }

    @Test
    fun merged() = coroutine { verify(contexts().flatMapMerge { contexts() }, A) }

    @Test
    fun channelFlowWithChildren() =
        coroutine {
            val flow =
                channelFlow {
                    send(Context.current())
                    launch {
                        hop()
                        send(Context.current())
                    }
                    under(B) {
                        launch {
                            expect(B)
                            hop()
                            expect(B)
                        }
                    }
                }
            verify(flow, A)
        }

    @Test
    fun callbackFlowThatAForeignThreadFeeds() =
        coroutine {
            val flow =
                callbackFlow {
                    expect(A)
                    execute {
                        repeat(3) { trySend(DIRTY) }
                        close(null)
                    }
                    awaitClose { expect(A) }
                }
            verify(flow, DIRTY) // which is current where the callback is called
        }

    @Test
    fun sharedPartHasTheContextThatWasCurrentWhereItWasShared() =
        coroutine { scope ->
            val sharing = CoroutineScope(Propagation.capturing().asCoroutineContext())
            val fixed = CoroutineScope(C.asCoroutineContext())
            val end = CompletableDeferred<Unit>()
            val upstream =
                flow {
                    emit(Context.current())
                    end.await()
                }
            try {
                for ((expected, shared) in listOf(
                    B to under(B) { upstream.shareIn(scope, SharingStarted.Lazily, 1) },
                    B to under(B) { upstream.shareIn(sharing, SharingStarted.Eagerly, 1) },
                    C to under(B) { upstream.shareIn(fixed, SharingStarted.Lazily, 1) },
                    B to under(B) { upstream.stateIn(sharing, SharingStarted.Eagerly, B) },
                )) {
                    val seen = shared.onEach { expect(A) }.first()
                    expect(A)
                    assertThat(seen).isSameAs(expected)
                }
                assertThat(upstream.stateIn(sharing).value).isSameAs(A)
                expect(A)
            } finally {
                end.complete(Unit)
                sharing.cancel()
                fixed.cancel()
                scope.coroutineContext.cancelChildren()
            }
        }

    @Test
    fun inCollectorContextOfACoroutineThatCarriesNothing() =
        Foreign().use { foreign ->
            runBlocking {
                val flow = foreign.contexts().inCollectorContext()
                assertThat(flow.toList()).containsOnly(ROOT)
            }
            for (context in listOf(B, C)) {
                under(context) {
                    runBlocking {
                        val flow = foreign.contexts().inCollectorContext()
                        assertThat(flow.toList()).hasSize(3).containsOnly(context)
                        expect(context)
                    }
                }
            }
        }

    @Test
    fun inCollectorContextOfACoroutine() =
        coroutine {
            verify(contexts().inCollectorContext(), A)
            verify(contexts().flowOn(Dispatchers.IO).inCollectorContext(), A)
            verify(contexts().inCollectorContext(Propagation.fixed(B)), B)
            withOpenTelemetryContext(B) {
                assertThat(contexts().inCollectorContext().toList()).containsOnly(B)
            }
        }

    @Test
    fun inCollectorContextTakesOffWhatTheUpstreamHasMadeCurrent() =
        foreign().use { foreign ->
            place.run(A.asCoroutineContext()) {
                val upstream =
                    flow {
                        emit(1)
                        foreign.hop()
                        emit(2)
                    }.flowOn(B.asCoroutineContext())
                upstream.inCollectorContext().collect {
                    expect(A)
                    foreign.hop()
                    expect(A)
                }
            }
        }

    @Test
    @Tag("slot")
    @Tag("since-1.11")
    fun flowOnAnotherContextInACoroutineThatCarriesNothing() =
        Foreign().use { foreign ->
            under(A) {
                runBlocking {
                    assertThat(foreign.contexts().flowOn(B.asCoroutineContext()).toList()).containsOnly(B)
                    expect(A)
                }
                expect(A)
            }
            expect(ROOT)
            Executors.newSingleThreadExecutor().use { thread ->
                runBlocking(thread.asCoroutineDispatcher()) {
                    assertThat(foreign.contexts().flowOn(B.asCoroutineContext()).toList()).containsOnly(B)
                    expect(ROOT)
                }
                // While the flow is suspended it is not, with kotlinx.coroutines 1.11.0.
                Calls.run(thread) { expect(ROOT) }
            }
        }

    /** The thread that starts the flow has a scope of its own, and so have those that go on with it. */
    @Test
    @Tag("slot")
    @Tag("since-1.11")
    fun threadThatStartedAFlowWhichWentOnElsewhereIsStillRepaired() {
        Foreign().use { foreign ->
            Executors.newSingleThreadExecutor().use { thread ->
                val ended = CountDownLatch(1)
                Calls.run(thread) {
                    under(C) {
                        val scope = CoroutineScope(Dispatchers.Unconfined + A.asCoroutineContext())
                        val job =
                            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                                foreign.contexts().flowOn(B.asCoroutineContext()).collect { expect(A) }
                            }
                        job.invokeOnCompletion { ended.countDown() }
                        expect(C)
                    }
                    expect(ROOT)
                }
                Calls.await(ended)
                Calls.run(thread) { expect(ROOT) }
                LogCapture.start().use {
                    Calls.run(thread) { Propagation.fixed(A).wrap(Runnable { TestContexts.open(B) }).run() }
                }
                Calls.run(thread) { expect(ROOT) }
            }
        }
    }

    @Test
    @Tag("slot")
    @Tag("since-1.11")
    fun nothingIsReported() {
        LogCapture.start().use { log ->
            flowOnAnotherContext()
            flowOnAnotherContextInOneCoroutine()
            inCollectorContextOfACoroutine()
            flowOnAnotherContextInACoroutineThatCarriesNothing()
            assertThat(log.messages()).isEmpty()
        }
    }
}
