package dev.baton.benchmarks

import dev.baton.coroutines.asCoroutineContext
import io.opentelemetry.context.Context
import io.opentelemetry.extension.kotlin.asContextElement
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.launch
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** A coroutine that runs the body each time it is resumed, and suspends again. */
class SuspendedLoop private constructor(
    context: CoroutineContext,
    private val body: Runnable,
) {
    private lateinit var waiting: Continuation<Unit>

    init {
        CoroutineScope(Here + context).launch {
            while (true) {
                suspendCoroutineUninterceptedOrReturn {
                    waiting = it.intercepted()
                    COROUTINE_SUSPENDED
                }
                body.run()
            }
        }
    }

    fun resume(): Unit = waiting.resume(Unit)

    /** Dispatches to the thread that resumes. */
    private object Here : CoroutineDispatcher() {
        override fun dispatch(
            context: CoroutineContext,
            block: Runnable,
        ): Unit = block.run()
    }

    private object Idle : AbstractCoroutineContextElement(IdleKey), ThreadContextElement<Any?> {
        override fun updateThreadContext(context: CoroutineContext): Any? = null

        override fun restoreThreadContext(
            context: CoroutineContext,
            oldState: Any?,
        ) {}
    }

    private object IdleKey : CoroutineContext.Key<Idle>

    companion object {
        @JvmStatic
        fun raw(body: Runnable): SuspendedLoop = SuspendedLoop(EmptyCoroutineContext, body)

        /** With an element that does nothing, so that what kotlinx.coroutines does for any is seen. */
        @JvmStatic
        fun idle(body: Runnable): SuspendedLoop = SuspendedLoop(Idle, body)

        @JvmStatic
        fun openTelemetry(
            context: Context,
            body: Runnable,
        ): SuspendedLoop = SuspendedLoop(context.asContextElement(), body)

        @JvmStatic
        fun baton(
            context: Context,
            body: Runnable,
        ): SuspendedLoop = SuspendedLoop(context.asCoroutineContext(), body)
    }
}
