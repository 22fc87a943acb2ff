package dev.baton.coroutines

import dev.baton.context.Propagation
import io.opentelemetry.context.Context
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.future.future
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedClass
import org.junit.jupiter.params.provider.EnumSource
import java.util.concurrent.CompletableFuture

/** Which context a coroutine starts with. */
@ParameterizedClass
@EnumSource(Place::class)
internal class LaunchTest(
    private val place: Place,
) {
    /** The context that a coroutine had from beginning to end. */
    private suspend fun Foreign.seen(): Context {
        val context = Context.current()
        hop()
        expect(context)
        return context
    }

    private fun coroutine(block: suspend Foreign.(CoroutineScope) -> Unit) =
        Foreign().use { foreign ->
            place.run(A.asCoroutineContext()) { foreign.block(this) }
            expect(ROOT)
        }

    @Test
    fun childCarriesTheContextOfItsParent() =
        coroutine { scope ->
            assertThat(scope.async { seen() }.await()).isSameAs(A)
            hop()
            assertThat(scope.async { coroutineScope { async { seen() } }.await() }.await()).isSameAs(A)
        }

    @Test
    fun childLaunchedWhereAnotherContextIsCurrentCarriesThatOne() =
        coroutine { scope ->
            val child = under(B) { scope.async { seen() } }
            val grandchild = under(B) { scope.async { coroutineScope { async { seen() } }.await() } }
            val undispatched = under(B) { scope.async(start = CoroutineStart.UNDISPATCHED) { seen() } }
            val named = under(B) { scope.async(CoroutineName("child") + Dispatchers.IO) { seen() } }
            val future = under(B) { scope.future { seen() } }
            val produced = under(B) { scope.produce { send(seen()) } }
            expect(A)
            assertThat(child.await()).isSameAs(B)
            assertThat(grandchild.await()).isSameAs(B)
            assertThat(undispatched.await()).isSameAs(B)
            assertThat(named.await()).isSameAs(B)
            assertThat(future.get()).isSameAs(B)
            assertThat(produced.receive()).isSameAs(B)
            expect(A)
        }

    @Test
    fun childLaunchedWhereRootIsCurrentCarriesRoot() =
        coroutine { scope ->
            assertThat(under(ROOT) { scope.async { seen() } }.await()).isSameAs(ROOT)
        }

    @Test
    fun childThatIsGivenAContextCarriesThatOne() =
        coroutine { scope ->
            val child = under(B) { scope.async(C.asCoroutineContext()) { seen() } }
            assertThat(child.await()).isSameAs(C)
            val capturing = under(B) { scope.async(Propagation.capturing().asCoroutineContext()) { seen() } }
            assertThat(capturing.await()).isSameAs(B)
            val root = under(B) { scope.async(Propagation.root().asCoroutineContext()) { seen() } }
            assertThat(root.await()).isSameAs(ROOT)
        }

    @Test
    fun childOfAChildThatWasGivenAContextCapturesAgain() =
        coroutine { scope ->
            scope
                .launch(C.asCoroutineContext()) {
                    assertThat(async { seen() }.await()).isSameAs(C)
                    assertThat(under(B) { async { seen() } }.await()).isSameAs(B)
                }.join()
        }

    @Test
    fun childThatIsGivenTheContextOfAnotherCoroutineCarriesThatOne() =
        coroutine { scope ->
            val another = withOpenTelemetryContext(B) { currentCoroutineContext() }.minusKey(Job)
            assertThat(scope.async(another) { seen() }.await()).isSameAs(B)
        }

    @Test
    fun childWithTheSameContextSharesItsParentsElement() =
        coroutine { scope ->
            val own = currentCoroutineContext()[ContextElement]
            assertThat(scope.async { currentCoroutineContext()[ContextElement] }.await()).isSameAs(own)
        }

    @Test
    fun coroutineWithoutAParentCarriesWhatItIsGiven() =
        Foreign().use { foreign ->
            val scope = CoroutineScope(Job())
            val given = under(B) { scope.async(A.asCoroutineContext()) { foreign.seen() } }
            val capturing = under(B) { scope.async(Propagation.capturing().asCoroutineContext()) { foreign.seen() } }
            place.run(Propagation.root().asCoroutineContext()) {
                assertThat(given.await()).isSameAs(A)
                assertThat(capturing.await()).isSameAs(B)
            }
            scope.coroutineContext.job.cancel(null)
        }

    @Test
    fun launchOnAnApplicationScopeThatCapturesCarriesTheContextOfItsCaller() =
        Foreign().use { foreign ->
            val scope = under(A) { CoroutineScope(Propagation.capturing().asCoroutineContext()) }
            val bare = CompletableFuture<Job>()
            val seen = CompletableFuture<Context>()
            Thread.ofPlatform().start { bare.complete(scope.launch { seen.complete(foreign.seen()) }) }.join()
            place.run(B.asCoroutineContext()) {
                assertThat(scope.async { foreign.seen() }.await()).isSameAs(B)
                bare.get().join()
            }
            assertThat(seen.get()).isSameAs(ROOT)
            scope.coroutineContext.job.cancel(null)
        }

    @Test
    fun launchOnAnApplicationScopeWithAContextOfItsOwnCarriesThatOne() =
        Foreign().use { foreign ->
            val scope = CoroutineScope(A.asCoroutineContext())
            val bare = CompletableFuture<Context>()
            Thread.ofPlatform().start { scope.launch { bare.complete(foreign.seen()) } }.join()
            place.run(B.asCoroutineContext()) {
                assertThat(scope.async { foreign.seen() }.await()).isSameAs(A)
            }
            assertThat(bare.get()).isSameAs(A)
            scope.coroutineContext.job.cancel(null)
        }

    @Test
    fun launchFromABareThreadOnTheScopeOfACoroutineCarriesRoot() =
        coroutine { scope ->
            val child = CompletableFuture<Job>()
            val seen = CompletableFuture<Context>()
            Thread.ofPlatform().start { child.complete(scope.launch { seen.complete(seen()) }) }.join()
            child.get().join()
            assertThat(seen.get()).isSameAs(ROOT)

            val given = CompletableFuture<Job>()
            val seenByGiven = CompletableFuture<Context>()
            Thread
                .ofPlatform()
                .start {
                    val own = scope.coroutineContext.openTelemetryContext
                    given.complete(scope.launch(own.asCoroutineContext()) { seenByGiven.complete(seen()) })
                }.join()
            given.get().join()
            assertThat(seenByGiven.get()).isSameAs(A)
        }

    @Test
    @Tag("hostile")
    fun withContextOfADispatcherHasTheContextOfTheCoroutineNotWhatWasMadeCurrentAroundIt() =
        coroutine {
            val scope = B.makeCurrent() // the mistake
            expect(B)
            withContext(Dispatchers.Default) {
                expect(A)
                hop()
                expect(A)
            }
            scope.close()
        }

    @Test
    @Tag("hostile")
    fun withContextOfADispatcherAndAnElementHasWhatWasMadeCurrentAroundIt() =
        coroutine {
            val scope = B.makeCurrent()
            withContext(Dispatchers.Default + Propagation.capturing().asCoroutineContext()) {
                expect(B)
                hop()
                expect(B)
            }
            scope.close()
        }

    @Test
    fun runBlockingCapturesOnlyIfItIsGivenAnElement() {
        under(B) {
            runBlocking(Propagation.capturing().asCoroutineContext()) { expect(B) }
            place.run(Propagation.capturing().asCoroutineContext()) { expect(B) }
            expect(B)
        }
        if (place != Place.UNCONFINED) { // which runs on this thread
            under(B) { place.run(CoroutineName("nothing")) { expect(ROOT) } }
        }
    }

    @Test
    fun contextScopeInstallsWhatIsCurrentWhereItIsCalled() =
        Foreign().use { foreign ->
            under(B) {
                runBlocking {
                    expect(B)
                    contextScope {
                        assertThat(foreign.seen()).isSameAs(B)
                        assertThat(async(Dispatchers.Default) { foreign.seen() }.await()).isSameAs(B)
                        withContext(Dispatchers.IO) { assertThat(foreign.seen()).isSameAs(B) }
                    }
                    expect(B)
                }
            }
        }

    @Test
    fun contextOfACoroutineCanBeRead() {
        assertThat(CoroutineName("nothing").openTelemetryContext).isSameAs(ROOT)
        assertThat(A.asCoroutineContext().openTelemetryContext).isSameAs(A)
        under(B) { assertThat(Propagation.capturing().asCoroutineContext().openTelemetryContext).isSameAs(B) }
        coroutine {
            assertThat(currentOpenTelemetryContext()).isSameAs(A)
            withOpenTelemetryContext(B) { assertThat(currentOpenTelemetryContext()).isSameAs(B) }
            withContext(Dispatchers.Default) { assertThat(currentOpenTelemetryContext()).isSameAs(A) }
        }
        runBlocking { assertThat(currentOpenTelemetryContext()).isSameAs(ROOT) }
    }
}
