package dev.baton.coroutines

import com.google.common.util.concurrent.SettableFuture
import dev.baton.executors.ContextFutures
import io.opentelemetry.context.Context
import io.reactivex.rxjava3.core.Flowable
import io.reactivex.rxjava3.core.Single
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.guava.await
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.rx3.await
import kotlinx.coroutines.rx3.rxSingle
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedClass
import org.junit.jupiter.params.provider.EnumSource
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.guava.future as listenableFuture

/** To futures of Java, Guava and Rx, and back. */
@ParameterizedClass
@EnumSource(Place::class)
internal class FuturesTest(
    private val place: Place,
) {
    private fun coroutine(block: suspend Foreign.(CoroutineScope) -> Unit) =
        Foreign().use { foreign ->
            place.run(A.asCoroutineContext()) {
                foreign.block(this)
                expect(A)
            }
        }

    @Test
    fun awaitOfACompletableFuture() =
        coroutine {
            val future = CompletableFuture<Int>()
            execute { future.complete(1) }
            assertThat(future.await()).isEqualTo(1)
            expect(A)
            val wrapped = CompletableFuture<Int>()
            val stage = ContextFutures.wrap(wrapped).thenApply { Context.current() }
            execute { wrapped.complete(1) }
            assertThat(stage.await()).isSameAs(A)
            val failing = CompletableFuture<Int>()
            execute { failing.completeExceptionally(IllegalStateException("failed")) }
            assertThat(runCatching { failing.await() }.exceptionOrNull()).hasMessage("failed")
        }

    @Test
    fun completableFutureOfACoroutine() =
        coroutine { scope ->
            val future =
                under(B) {
                    scope.future {
                        expect(B)
                        hop()
                        Context.current()
                    }
                }
            val stage = under(C) { ContextFutures.wrap(future).thenApply { listOf(it, Context.current()) } }
            assertThat(stage.await()).containsExactly(B, C)
        }

    @Test
    fun awaitOfAListenableFuture() =
        coroutine {
            val future = SettableFuture.create<Int>()
            execute { future.set(1) }
            assertThat(future.await()).isEqualTo(1)
        }

    @Test
    fun listenableFutureOfACoroutine() =
        coroutine { scope ->
            val future =
                under(B) {
                    scope.listenableFuture {
                        expect(B)
                        hop()
                        Context.current()
                    }
                }
            assertThat(future.await()).isSameAs(B)
        }

    @Test
    fun awaitOfASingle() =
        coroutine {
            val single = Single.create<Int> { emitter -> execute { emitter.onSuccess(1) } }
            assertThat(single.await()).isEqualTo(1)
        }

    @Test
    fun singleOfACoroutine() =
        coroutine {
            val single =
                rxSingle(B.asCoroutineContext()) {
                    expect(B)
                    hop()
                    Context.current()
                }
            assertThat(single.await()).isSameAs(B)
        }

    @Test
    fun flowOfAFlowable() =
        coroutine {
            val source =
                Flowable.create<Int>(
                    { emitter ->
                        execute {
                            repeat(3) { emitter.onNext(it) }
                            emitter.onComplete()
                        }
                    },
                    io.reactivex.rxjava3.core.BackpressureStrategy.BUFFER,
                )
            source.asFlow().collect { expect(A) }
        }
}
