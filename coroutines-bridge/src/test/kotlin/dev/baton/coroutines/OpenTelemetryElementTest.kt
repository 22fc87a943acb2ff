package dev.baton.coroutines

import dev.baton.context.Propagation
import io.opentelemetry.extension.kotlin.asContextElement
import io.opentelemetry.extension.kotlin.getOpenTelemetryContext
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import kotlin.coroutines.CoroutineContext

/** Beside the element of opentelemetry-extension-kotlin. */
internal class OpenTelemetryElementTest {
    private val ours = A.asCoroutineContext()
    private val theirs = B.asContextElement()
    private val name = CoroutineName("name")
    private val dispatcher = Dispatchers.Unconfined

    private fun CoroutineContext.elements() =
        fold(emptyList<CoroutineContext.Element>()) { all, element ->
            if (element is ThreadContextElement<*> && element.key in KEYS) all + element else all
        }

    private companion object {
        /** Not that of coroutines that are being debugged. */
        val KEYS = setOf(ContextElement, OpenTelemetryElement.key)
    }

    @Test
    fun theLastOneAddedIsTheOnlyOne() {
        for (context in listOf(
            theirs + ours,
            theirs + name + ours,
            theirs + (name + ours),
            name + theirs + (dispatcher + name + ours),
            dispatcher + theirs + ours,
            ours + theirs + ours,
        )) {
            assertThat(context.elements()).containsExactly(ours as CoroutineContext.Element)
            assertThat(context.openTelemetryContext).isSameAs(A)
            assertThat(context.getOpenTelemetryContext()).isSameAs(A)
        }
        for (context in listOf(
            ours + theirs,
            name + ours + theirs,
            ours + (name + theirs),
            ours + dispatcher + name + (dispatcher + theirs),
        )) {
            assertThat(context.elements()).containsExactly(theirs as CoroutineContext.Element)
            assertThat(context.openTelemetryContext).isSameAs(B)
            assertThat(context.getOpenTelemetryContext()).isSameAs(B)
        }
    }

    @Test
    fun nothingElseIsLostWhenTheElementGoesToTheFront() {
        val all = name + theirs + dispatcher + ours
        assertThat(all[CoroutineName]).isSameAs(name)
        assertThat(all[kotlin.coroutines.ContinuationInterceptor]).isSameAs(dispatcher)
        assertThat((name + ours + CoroutineName("other"))[CoroutineName]!!.name).isEqualTo("other")
        assertThat((name + ours).minusKey(CoroutineName)).isSameAs(ours)
        assertThat((name + ours).minusKey(ContextElement)).isSameAs(name)
        assertThat(ours[CoroutineName]).isNull()
    }

    @Test
    fun childThatIsGivenTheOtherKindHasThatAlone() {
        runBlocking(ours) {
            val child =
                async(name + theirs) {
                    expect(B)
                    currentCoroutineContext()
                }.await()
            assertThat(child.elements()).containsExactly(theirs as CoroutineContext.Element)
            withContext(theirs) { expect(B) }
            expect(A)
        }
        runBlocking(theirs) {
            val child =
                async(name + ours) {
                    expect(A)
                    assertThat(currentCoroutineContext().getOpenTelemetryContext()).isSameAs(A)
                    currentCoroutineContext()
                }.await()
            assertThat(child.elements()).hasSize(1).hasOnlyElementsOfType(ContextElement::class.java)
            withContext(dispatcher + ours) {
                expect(A)
                assertThat(currentCoroutineContext().elements()).hasSize(1)
            }
            expect(B)
        }
    }

    @Test
    fun scopesOfOneKindLaunchTheOther() {
        val scope = CoroutineScope(Propagation.capturing().asCoroutineContext())
        runBlocking(theirs) {
            assertThat(scope.async { currentOpenTelemetryContext() }.await()).isSameAs(B)
        }
        runBlocking(theirs) {
            contextScope {
                expect(B)
                assertThat(currentCoroutineContext().elements()).hasOnlyElementsOfType(ContextElement::class.java)
            }
        }
    }

    @Test
    fun flowsTellNoViolation() =
        runBlocking<Unit>(ours) {
            val seen =
                flow {
                    expect(B)
                    emit(currentOpenTelemetryContext())
                }.flowOn(theirs).first()
            assertThat(seen).isSameAs(B)
            assertThat(flow { emit(currentOpenTelemetryContext()) }.first()).isSameAs(A)
        }
}
