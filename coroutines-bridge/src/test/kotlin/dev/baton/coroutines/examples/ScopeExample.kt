package dev.baton.coroutines.examples

// @start region="example"
import dev.baton.context.Propagation
import dev.baton.coroutines.asCoroutineContext
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async

val application = CoroutineScope(Propagation.capturing().asCoroutineContext())

// inside a request
fun order(): Deferred<Context> = application.async { Context.current() } // the request's context, always
// @end
