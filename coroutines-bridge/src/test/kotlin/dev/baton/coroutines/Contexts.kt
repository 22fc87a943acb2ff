package dev.baton.coroutines

import dev.baton.context.testing.TestContexts
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineScope
import org.assertj.core.api.Assertions.assertThat
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

internal val A: Context = TestContexts.named("A")
internal val B: Context = TestContexts.named("B")
internal val C: Context = TestContexts.named("C")

/** What is current on somebody else's thread. */
internal val DIRTY: Context = TestContexts.named("dirty")

internal val ROOT: Context = Context.root()

internal fun expect(context: Context) {
    assertThat(Context.current()).isSameAs(context)
}

/** OpenTelemetry's strict mode forbids `makeCurrent()` and `use` right in the body of a coroutine. */
internal fun <T> under(
    context: Context,
    block: () -> T,
): T {
    val scope = TestContexts.open(context)
    try {
        return block()
    } finally {
        close(scope)
    }
}

private fun close(scope: AutoCloseable) = scope.close()

/**
 * What is called from tests must be in kotlinx.coroutines 1.9 by its compiled name, as they run with
 * that too: no default arguments of the methods of interfaces, `cancel(null)`.
 */
@Suppress("UNCHECKED_CAST") // what the block returns
internal fun <T> runBlocking(
    context: CoroutineContext = EmptyCoroutineContext,
    block: suspend CoroutineScope.() -> T,
): T = Blocking.run(context, block) as T
