package dev.baton.coroutines

import io.opentelemetry.context.Context
import org.assertj.core.api.Assertions.assertThat
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/**
 * A thread that knows no coroutine, where another context is current; sees that it stays so.
 *
 * @param context null for a thread without any scope
 */
internal class Foreign(
    private val context: Context? = DIRTY,
) : AutoCloseable {
    private val thread: ExecutorService = Executors.newSingleThreadExecutor()
    private val failures = ConcurrentLinkedQueue<Any>()

    fun execute(task: () -> Unit) =
        thread.execute {
            try {
                if (context == null) {
                    task()
                } else {
                    under(context) {
                        task()
                        expect(context)
                    }
                }
                expect(ROOT)
            } catch (e: Throwable) {
                failures.add(e)
            }
        }

    /** Suspends in any case, and is resumed by that thread. */
    suspend fun hop() =
        suspendCoroutineUninterceptedOrReturn { continuation ->
            execute { continuation.intercepted().resume(Unit) }
            COROUTINE_SUSPENDED
        }

    override fun close() {
        thread.close()
        assertThat(failures).isEmpty()
    }
}
