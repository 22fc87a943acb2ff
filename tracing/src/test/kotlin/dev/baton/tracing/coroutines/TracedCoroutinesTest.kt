package dev.baton.tracing.coroutines

import dev.baton.tracing.CollectedTelemetry
import dev.baton.tracing.TracedOperations
import io.opentelemetry.api.common.AttributeKey.booleanKey
import io.opentelemetry.api.common.AttributeKey.stringKey
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.StatusCode
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.io.IOException

/** A span for a block of a coroutine, and for the collection of a flow. */
class TracedCoroutinesTest {
    private val collected = CollectedTelemetry()
    private val operations = TracedOperations.of(collected.sdk)

    @AfterEach
    fun close() = collected.close()

    private fun span() = collected.spans().single()

    private fun assertEnded(
        status: StatusCode,
        errorType: String?,
    ) {
        assertThat(span().status.statusCode).isEqualTo(status)
        assertThat(span().attributes.get(stringKey("error.type"))).isEqualTo(errorType)
    }

    private fun isAbandoned() = span().attributes.get(booleanKey("baton.operation.abandoned")) == true

    @Test
    fun `is current in the block, on other threads and in children`() =
        runBlocking {
            val inside =
                operations.withSpan("load") {
                    val child = async(Dispatchers.Default) { Span.current().spanContext }
                    yield()
                    val here = Span.current().spanContext
                    val there = withContext(Dispatchers.Default) { Span.current().spanContext }
                    listOf(here, there, child.await())
                }
            assertThat(inside).containsOnly(span().spanContext)
            assertThat(Span.current().spanContext.isValid).isFalse()
            assertEnded(StatusCode.UNSET, null)
        }

    @Test
    fun `spans within spans are children`() =
        runBlocking {
            operations.withSpan("outer") { withContext(Dispatchers.Default) { operations.withSpan("inner") { } } }
            val (inner, outer) = collected.spans()
            assertThat(inner.name).isEqualTo("inner")
            assertThat(inner.parentSpanId).isEqualTo(outer.spanId)
            Unit
        }

    @Test
    fun `failure ends it`() {
        assertThatThrownBy {
            runBlocking { operations.withSpan("load") { throw IOException("on purpose") } }
        }.isInstanceOf(IOException::class.java)
        assertEnded(StatusCode.ERROR, "java.io.IOException")
    }

    @Test
    fun `cancellation ends it`() =
        runBlocking {
            val started = CompletableDeferred<Unit>()
            val job =
                launch {
                    operations.withSpan("load") {
                        started.complete(Unit)
                        awaitCancellation()
                    }
                }
            started.await()
            assertThat(collected.spans()).isEmpty() // it stays open as long as nothing ends it
            job.cancelAndJoin()
            assertEnded(StatusCode.ERROR, "java.util.concurrent.CancellationException")
        }

    @Test
    fun `timeout ends it`() {
        assertThatThrownBy {
            runBlocking { withTimeout(1) { operations.withSpan("load") { awaitCancellation() } } }
        }.isInstanceOf(CancellationException::class.java)
        assertEnded(StatusCode.ERROR, "kotlinx.coroutines.TimeoutCancellationException")
    }

    @Test
    fun `flow has one for each collection, current above and not below`() =
        runBlocking {
            val above = flow { emit(Span.current().spanContext) }.withSpan(operations, "rows")
            assertThat(collected.spans()).isEmpty()
            val seen = above.toList()
            assertThat(seen).containsExactly(span().spanContext)
            assertEnded(StatusCode.UNSET, null)
            above.collect { assertThat(Span.current().spanContext.isValid).isFalse() }
            assertThat(collected.spans()).hasSize(2)
            Unit
        }

    @Test
    fun `failure of the flow ends it`() {
        val failing = flow<String> { throw IOException("on purpose") }.withSpan(operations, "rows")
        assertThatThrownBy { runBlocking { failing.toList() } }.isInstanceOf(IOException::class.java)
        assertEnded(StatusCode.ERROR, "java.io.IOException")
    }

    @Test
    fun `collector that has enough, or fails, is no failure`() =
        runBlocking {
            val rows =
                flow {
                    emit("first")
                    awaitCancellation()
                }.withSpan(operations, "rows")
            assertThat(rows.first()).isEqualTo("first")
            assertEnded(StatusCode.UNSET, null)
            assertThat(isAbandoned()).isTrue()
            assertThatThrownBy { runBlocking { rows.collect { throw IOException("on purpose") } } }
                .isInstanceOf(IOException::class.java)
            assertThat(collected.spans()).hasSize(2).allMatch { it.status.statusCode == StatusCode.UNSET }
            Unit
        }

    @Test
    fun `cancelled collection is no failure`() =
        runBlocking {
            val started = CompletableDeferred<Unit>()
            val job =
                launch {
                    flow<String> {
                        started.complete(Unit)
                        awaitCancellation()
                    }.withSpan(operations, "rows").collect { }
                }
            started.await()
            assertThat(collected.spans()).isEmpty()
            job.cancelAndJoin()
            assertEnded(StatusCode.UNSET, null)
            assertThat(isAbandoned()).isTrue()
            Unit
        }
}
