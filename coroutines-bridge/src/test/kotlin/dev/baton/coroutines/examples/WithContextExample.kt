package dev.baton.coroutines.examples

// @start region="example"
import dev.baton.coroutines.withOpenTelemetryContext
import io.opentelemetry.context.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

suspend fun load(context: Context): Context =
    withOpenTelemetryContext(context) {
        withContext(Dispatchers.IO) { Context.current() } // this context
    }
// @end
