package dev.baton.coroutines

import dev.baton.context.BatonInternal
import dev.baton.context.CapturedContext
import dev.baton.context.Propagation
import dev.baton.context.storage.Attachment
import io.opentelemetry.context.Context
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * What a coroutine carries: attached when it resumes, taken off when it suspends. Of two kinds.
 *
 * One that was *given* to a builder or a scope has a [Propagation] and no more. A coroutine that is
 * started with it gets a copy, for which the propagation captures: that is the other kind, the
 * *installed* one. Copied in its turn, for a child, it captures what is current where the child is
 * launched.
 *
 * There is nothing here that changes, so coroutines may share it.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal class ContextElement private constructor(
    private val propagation: Propagation,
    private val installed: CapturedContext?,
) : CopyableThreadContextElement<Attachment> {
    /** One that is to be given to a builder or a scope. */
    constructor(propagation: Propagation) : this(propagation, null)

    companion object Key : CoroutineContext.Key<ContextElement>

    override val key: CoroutineContext.Key<*> get() = Key

    /** The context it carries; of a given one, what it would if it were installed here and now. */
    val context: Context get() = captured().context()

    private fun captured(): CapturedContext = installed ?: propagation.capture()

    override fun updateThreadContext(context: CoroutineContext): Attachment = BatonInternal.attach(captured())

    override fun restoreThreadContext(
        context: CoroutineContext,
        oldState: Attachment,
    ) {
        oldState.restore(captured().context(), this)
    }

    override fun copyForChild(): ContextElement =
        when {
            installed == null -> install(propagation)
            propagation !== CAPTURING || Context.current() !== installed.context() -> install(propagation)
            else -> this
        }

    /** A child that is given one of its own gets that, with the thread-locals of the parent that it lacks. */
    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext =
        if (overwritingElement is ContextElement && overwritingElement.installed == null) {
            install(BatonInternal.and(overwritingElement.propagation, propagation))
        } else {
            overwritingElement
        }

    private fun install(from: Propagation) = ContextElement(BatonInternal.and(CAPTURING, from), from.capture())

    /** The one to install here for a part of the coroutine. */
    fun with(context: Context): ContextElement = ContextElement(BatonInternal.and(Propagation.fixed(context), propagation))

    @Suppress("UNCHECKED_CAST") // the key says what it is
    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? =
        when {
            key === Key -> this as E
            key === OpenTelemetryElement.key -> OpenTelemetryElement.of(context) as E
            else -> null
        }

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext =
        if (key === Key || key === OpenTelemetryElement.key) EmptyCoroutineContext else this

    /**
     * Added to a context, it takes OpenTelemetry's element out, and goes to the front: only there is
     * it asked, when the context that it is in is added to another.
     */
    override fun <R> fold(
        initial: R,
        operation: (R, CoroutineContext.Element) -> R,
    ): R {
        val others = OpenTelemetryElement.key
        if (others == null || initial !is CoroutineContext || initial === EmptyCoroutineContext) {
            return operation(initial, this)
        }
        @Suppress("UNCHECKED_CAST") // whoever folds into a context begins with one
        val first = operation(EmptyCoroutineContext as R, this)
        return initial.minusKey(others).minusKey(Key).fold(first, operation)
    }

    override fun toString(): String = "ContextElement[${installed ?: propagation}]"
}

private val CAPTURING = Propagation.capturing()
