package dev.baton.coroutines

import dev.baton.context.CarriedThreadLocal
import dev.baton.context.Propagation
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedClass
import org.junit.jupiter.params.provider.EnumSource

/** Other thread-locals travel in the same element. */
@ParameterizedClass
@EnumSource(Place::class)
internal class AccessorTest(
    private val place: Place,
) {
    private val user = ThreadLocal<String>()
    private val propagation = Propagation.capturing().with(CarriedThreadLocal.of(user))

    @AfterEach
    fun clear() = user.remove()

    private fun coroutine(block: suspend Foreign.(kotlinx.coroutines.CoroutineScope) -> Unit) {
        user.set("ada")
        Foreign().use { foreign ->
            under(A) { place.run(propagation.asCoroutineContext()) { foreign.block(this) } }
        }
        assertThat(user.get()).isEqualTo("ada")
    }

    private suspend fun Foreign.verify(expected: String?) {
        assertThat(user.get()).isEqualTo(expected)
        hop()
        assertThat(user.get()).isEqualTo(expected)
    }

    @Test
    fun threadLocalIsCarriedThroughSuspensions() =
        coroutine {
            verify("ada")
            withContext(Dispatchers.IO) { verify("ada") }
            verify("ada")
        }

    @Test
    fun childCapturesTheThreadLocalAnew() =
        coroutine { scope ->
            user.set("grace")
            val child = scope.async { verify("grace") }
            user.set("ada")
            child.await()
            verify("ada")
        }

    @Test
    fun contextThatIsGivenComesWithTheThreadLocalsOfTheParent() =
        coroutine { scope ->
            withOpenTelemetryContext(B) {
                verify("ada")
                expect(B)
            }
            scope
                .async(B.asCoroutineContext()) {
                    verify("ada")
                    expect(B)
                    async { verify("ada") }.await()
                }.await()
            verify("ada")
            expect(A)
        }

    @Test
    fun rootClearsThem() =
        coroutine {
            withContext(Propagation.root().with(CarriedThreadLocal.of(user)).asCoroutineContext()) { verify(null) }
            verify("ada")
            assertThat(currentCoroutineContext()[ContextElement]).isNotNull()
        }
}
