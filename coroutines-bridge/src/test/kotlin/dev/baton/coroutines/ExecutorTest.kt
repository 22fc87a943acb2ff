package dev.baton.coroutines

import dev.baton.context.CarriedThreadLocal
import dev.baton.context.Propagation
import dev.baton.context.testing.RecordingListener
import dev.baton.executors.ContextExecutors
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger

internal class ExecutorTest {
    private fun withPool(block: (ExecutorService) -> Unit) = Executors.newFixedThreadPool(2).use(block)

    @Test
    fun coroutineOnAWrappedExecutorCarriesTheContextOfItsLauncher() =
        withPool { pool ->
            val scope = CoroutineScope(ContextExecutors.wrap(pool).asCoroutineContext())
            Foreign().use { foreign ->
                val seen =
                    under(A) {
                        scope.async {
                            expect(A)
                            foreign.hop()
                            expect(A)
                            Context.current()
                        }
                    }
                runBlocking { assertThat(seen.await()).isSameAs(A) }
            }
        }

    @Test
    fun anExecutorThatIsNotWrappedDoesAsWell() =
        withPool { pool ->
            under(A) {
                val scope = CoroutineScope(pool.asCoroutineContext())
                val seen = under(B) { scope.async { Context.current() } }
                runBlocking { assertThat(seen.await()).isSameAs(B) }
            }
        }

    @Test
    fun withContextOfAWrappedExecutorCarriesWhatIsCurrentAroundIt() =
        withPool { pool ->
            under(A) {
                runBlocking {
                    withContext(ContextExecutors.wrap(pool).asCoroutineContext()) { expect(A) }
                    expect(A)
                }
            }
        }

    @Test
    fun fixedPropagationOfTheExecutorIsThatOfItsCoroutines() =
        withPool { pool ->
            val fixed = ContextExecutors.wrap(pool, Propagation.fixed(C))
            val seen = under(A) { CoroutineScope(fixed.asCoroutineContext()).async { Context.current() } }
            runBlocking { assertThat(seen.await()).isSameAs(C) }
        }

    @Test
    fun executorCapturesNothingWhenACoroutineIsResumed() =
        withPool { pool ->
            val accessor = CountingAccessor()
            val wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(accessor))
            accessor.value.set("carried")
            val scope = CoroutineScope(wrapped.asCoroutineContext())
            val job =
                scope.async {
                    val before = accessor.reads.get()
                    repeat(10) { yield() }
                    assertThat(accessor.value.get()).isEqualTo("carried")
                    // One for each time: what the thread had.
                    assertThat(accessor.reads.get() - before).isEqualTo(10)
                }
            runBlocking { job.await() }
            accessor.value.remove()
        }

    @Test
    fun listenerOfTheExecutorHearsOfEachResumption() =
        withPool { pool ->
            val listener = RecordingListener()
            val wrapped = ContextExecutors.wrap(pool, Propagation.capturing().with(listener))
            val scope = CoroutineScope(wrapped.asCoroutineContext())
            val job =
                under(A) {
                    scope.async {
                        yield()
                        expect(A)
                    }
                }
            runBlocking { job.await() }
            pool.close()
            assertThat(listener.names())
                .containsExactlyInAnyOrder("submitted", "started", "ended", "submitted", "started", "ended")
            assertThat(listener.events()).extracting<Context> { it.context() }.containsOnly(ROOT)
        }

    private class CountingAccessor : CarriedThreadLocal<String> {
        val value = ThreadLocal<String>()
        val reads = AtomicInteger()

        override fun get(): String? {
            reads.incrementAndGet()
            return value.get()
        }

        override fun set(value: String) = this.value.set(value)

        override fun clear() = value.remove()
    }
}
