package dev.baton.coroutines

import io.opentelemetry.context.Context
import io.opentelemetry.context.ContextKey
import io.opentelemetry.extension.kotlin.asContextElement
import io.opentelemetry.extension.kotlin.getOpenTelemetryContext
import kotlin.coroutines.CoroutineContext

/** The element of opentelemetry-extension-kotlin, if the program has that. */
internal object OpenTelemetryElement {
    /** Its key, which is not public; null if there is no such element. */
    @JvmField
    val key: CoroutineContext.Key<*>? =
        try {
            of(NoContext).key
        } catch (e: LinkageError) {
            null
        }

    fun of(context: Context) = context.asContextElement() as CoroutineContext.Element

    /** The context of the element in there, or null if there is none. */
    fun contextIn(coroutineContext: CoroutineContext): Context? =
        if (key != null && coroutineContext[key] != null) coroutineContext.getOpenTelemetryContext() else null

    /** Stands in for a context, of which there may be none yet: even root asks the storage. */
    private object NoContext : Context {
        override fun <V> get(key: ContextKey<V>): V? = null

        override fun <V> with(
            key: ContextKey<V>,
            value: V & Any,
        ): Context = throw UnsupportedOperationException()
    }
}
