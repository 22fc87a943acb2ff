package dev.baton.coroutines

import dev.baton.context.Propagation
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The examples of the README. */
internal class ReadmeTest {
    private val context = A

    private suspend fun load(): Context {
        yield()
        return Context.current()
    }

    @Test
    fun scope() {
        // @start region="scope"
        val application = CoroutineScope(Propagation.capturing().asCoroutineContext())
        // ... inside a request
        val order = application.async { load() } // under the request's context, always
        // @end
        runBlocking { assertThat(order.await()).isSameAs(ROOT) }
    }

    @Test
    fun withContextOfADispatcher() =
        runBlocking<Unit> {
            // @start region="withContext"
            withOpenTelemetryContext(context) {
                withContext(Dispatchers.IO) { assertThat(Context.current()).isSameAs(context) }
            }
            // @end
        }
}
