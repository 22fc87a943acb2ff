package dev.baton.coroutines

import dev.baton.context.testing.TestContexts
import io.opentelemetry.context.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.LongAdder

/** Many coroutines, each with a context of its own, suspended over and over on few threads. */
internal class StressTest {
    private val coroutines = Integer.getInteger("baton.long", 500)
    private val suspensions = if (coroutines < 10_000) 20 else 100

    @ParameterizedTest
    @ValueSource(ints = [2, 8])
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    fun noCoroutineEverSeesAnothersContext(threads: Int) {
        val right = LongAdder()
        val wrong = LongAdder()
        Executors.newFixedThreadPool(threads).use { pool ->
            runBlocking(pool.asCoroutineDispatcher()) {
                repeat(coroutines) { number ->
                    val own = TestContexts.named("$number")
                    launch(own.asCoroutineContext()) {
                        repeat(suspensions) {
                            when (it % 4) {
                                0 -> withContext(Dispatchers.Default) { yield() }
                                1 -> launch { if (Context.current() !== own) wrong.increment() }.join()
                                else -> yield()
                            }
                            (if (Context.current() === own) right else wrong).increment()
                        }
                    }
                }
            }
            runBlocking { List(threads) { pool.submit { expect(ROOT) } }.forEach { it.get() } }
        }
        assertThat(wrong.sum()).isZero()
        assertThat(right.sum()).isEqualTo(coroutines.toLong() * suspensions)
    }
}
