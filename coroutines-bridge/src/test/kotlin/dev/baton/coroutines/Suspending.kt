package dev.baton.coroutines

import io.opentelemetry.context.Context
import kotlinx.coroutines.yield

/** For the tests that are in Java. */
internal object Suspending {
    @JvmStatic
    suspend fun contextAfterSuspension(): Context {
        yield()
        return Context.current()
    }
}
