package dev.baton.examples.soak

import dev.baton.coroutines.asCoroutineContext
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.concurrent.Future

/** Coroutines on Kotlin's own dispatchers and on a wrapped pool. */
internal object CoroutineWays {
    @JvmStatic
    fun of(pools: Pools): List<Way> {
        val scope = CoroutineScope(SupervisorJob() + CoroutineExceptionHandler { _, _ -> })
        val pool = pools.wrap(pools.plain).asCoroutineContext()
        return listOf(
            Way.of("launch") { job ->
                launch(scope) {
                    launch(Dispatchers.Default + pools.propagation.asCoroutineContext()) {
                        delay(1)
                        withContext(Dispatchers.IO) { job.run() }
                    }
                }
            },
            Way.of("launch on a wrapped pool") { job -> launch(scope) { launch(pool) { job.run() } } },
        )
    }

    private fun launch(
        scope: CoroutineScope,
        start: CoroutineScope.() -> Unit,
    ): Future<*>? {
        scope.start()
        return null
    }
}
