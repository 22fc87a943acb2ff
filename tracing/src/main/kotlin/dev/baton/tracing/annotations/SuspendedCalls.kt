package dev.baton.tracing.annotations

import dev.baton.tracing.TracedOperation
import dev.baton.tracing.coroutines.inside
import dev.baton.tracing.coroutines.within
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import java.lang.reflect.Method
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resumeWithException

/** Suspend functions, and flows. */
internal object SuspendedCalls {
    /** Calls a suspend function: its last argument is who is to be resumed. */
    @JvmStatic
    fun call(
        operation: TracedOperation,
        method: Method,
        target: Any,
        arguments: Array<Any?>,
    ): Any? {
        @Suppress("UNCHECKED_CAST")
        val caller = arguments.last() as Continuation<Any?>
        val traced: suspend () -> Any? = {
            operation.within {
                suspendCoroutineUninterceptedOrReturn<Any?> { inside ->
                    TracedMethod.invoke(method, target, arguments.copyOf().also { it[it.lastIndex] = inside })
                }
            }
        }
        return try {
            @Suppress("UNCHECKED_CAST")
            (traced as Function1<Continuation<Any?>, Any?>)(caller)
        } catch (failure: Exception) {
            if (failure is RuntimeException) throw failure
            // the method declares none, as Kotlin's do: a proxy would wrap it
            Dispatchers.Default.dispatch(EmptyCoroutineContext) {
                caller.intercepted().resumeWithException(failure)
            }
            COROUTINE_SUSPENDED
        }
    }

    /** Null if it returns no flow. */
    @JvmStatic
    fun resultOf(method: Method): Result? {
        val type = method.returnType
        if (type != Flow::class.java) {
            if (Flow::class.java.isAssignableFrom(type)) throw Result.refused(method, Flow::class.java)
            return null
        }
        return Result { operation, again, flow -> (flow as Flow<*>).inside(FirstOperation(operation, again)) }
    }
}
