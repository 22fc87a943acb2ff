package dev.baton.coroutines

import com.sun.management.ThreadMXBean
import dev.baton.executors.ContextThreads
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.lang.management.ManagementFactory
import java.util.concurrent.Executors
import java.util.concurrent.ThreadFactory
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

@Tag("slot")
internal class ResumeCostTest {
    private val bytes = ManagementFactory.getThreadMXBean() as ThreadMXBean

    @ParameterizedTest
    @ValueSource(booleans = [false, true])
    fun suspensionAndResumptionAllocateNothing(ownThread: Boolean) {
        val factory = if (ownThread) ContextThreads.poolFactory("own-") else Thread.ofPlatform().factory()
        assertThat(onThread(factory) { perResumption(A.asCoroutineContext()) - perResumption(EmptyCoroutineContext) })
            .isEqualTo(0)
    }

    private fun <T> onThread(
        factory: ThreadFactory,
        block: () -> T,
    ): T = Executors.newSingleThreadExecutor(factory).use { it.submit(block).get() }

    private fun perResumption(context: kotlin.coroutines.CoroutineContext): Long {
        var waiting: Continuation<Unit>? = null
        val job =
            GlobalScope.launch(Dispatchers.Unconfined + context) {
                while (true) {
                    suspendCoroutineUninterceptedOrReturn {
                        waiting = it.intercepted()
                        COROUTINE_SUSPENDED
                    }
                }
            }

        fun resume(times: Int) = repeat(times) { waiting!!.resume(Unit) }
        resume(20_000)
        val before = bytes.currentThreadAllocatedBytes
        resume(10_000)
        val allocated = bytes.currentThreadAllocatedBytes - before
        job.cancel(null)
        return allocated / 10_000
    }
}
