package dev.baton.tracing.annotations

import dev.baton.tracing.CollectedTelemetry
import dev.baton.tracing.TracedOperations
import io.opentelemetry.api.common.AttributeKey.booleanKey
import io.opentelemetry.api.common.AttributeKey.stringKey
import io.opentelemetry.api.trace.Span
import io.opentelemetry.context.Context
import io.opentelemetry.instrumentation.annotations.SpanAttribute
import io.opentelemetry.instrumentation.annotations.WithSpan
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.io.IOException

/** Annotated suspend functions, and such as give a flow. */
class SuspendedCallsTest {
    private val collected = CollectedTelemetry()
    private val answer = CompletableDeferred<String>()
    private val seen = mutableListOf<Span>()

    interface Prices {
        @WithSpan
        suspend fun find(
            @SpanAttribute("article") article: String,
        ): String

        @WithSpan
        fun all(): Flow<String>
    }

    private val prices: Prices =
        TracedProxy.of(
            TracedOperations.of(collected.sdk),
            Prices::class.java,
            object : Prices {
                override suspend fun find(article: String): String {
                    if (article.isEmpty()) throw IOException("at once")
                    seen += Span.current()
                    val price = answer.await()
                    withContext(Dispatchers.Default) { seen += Span.current() }
                    return price
                }

                override fun all() =
                    flow {
                        seen += Span.current()
                        emit("1")
                        emit("2")
                    }
            },
        )

    @AfterEach
    fun close() {
        assertThat(Context.current()).isSameAs(Context.root())
        collected.close()
    }

    private fun span() = collected.spans().single()

    private fun errorType() = span().attributes.get(stringKey("error.type"))

    @Test
    fun `ends when the function resumes, and is current in it`() =
        runBlocking {
            val job = launch(start = CoroutineStart.UNDISPATCHED) { prices.find("pen") }
            assertThat(collected.spans()).isEmpty()
            answer.complete("2")
            job.join()
            assertThat(span().name).isEqualTo("Prices.find")
            assertThat(span().attributes.get(stringKey("article"))).isEqualTo("pen")
            assertThat(errorType()).isNull()
            assertThat(seen.map { it.spanContext }).hasSize(2).containsOnly(span().spanContext)
            Unit
        }

    @Test
    fun `ends when the function does not suspend`() =
        runBlocking {
            answer.complete("2")
            assertThat(prices.find("pen")).isEqualTo("2")
            assertThat(span().hasEnded()).isTrue()
            Unit
        }

    @Test
    fun `failure ends it, at once and later`() {
        assertThatThrownBy { runBlocking { prices.find("") } }.isExactlyInstanceOf(IOException::class.java)
        assertThat(errorType()).isEqualTo("java.io.IOException")
        answer.completeExceptionally(IOException("later"))
        assertThatThrownBy { runBlocking { prices.find("pen") } }.isExactlyInstanceOf(IOException::class.java)
        assertThat(collected.spans()).hasSize(2)
    }

    @Test
    fun `cancellation and timeout end it`() {
        runBlocking {
            val job = launch(start = CoroutineStart.UNDISPATCHED) { prices.find("pen") }
            job.cancelAndJoin()
        }
        assertThat(errorType()).isEqualTo("java.util.concurrent.CancellationException")
        assertThatThrownBy { runBlocking { withTimeout(1) { prices.find("pen") } } }
            .isInstanceOf(TimeoutCancellationException::class.java)
        assertThat(collected.spans()).hasSize(2)
    }

    @Test
    fun `a flow's span ends with its first collection, and each later one has another`() =
        runBlocking {
            val all = prices.all()
            assertThat(collected.spans()).isEmpty()
            assertThat(all.toList()).containsExactly("1", "2")
            assertThat(seen.single().spanContext).isEqualTo(span().spanContext)
            assertThat(all.first()).isEqualTo("1")
            assertThat(collected.spans()).hasSize(2)
            assertThat(collected.spans()[1].attributes.get(booleanKey("baton.operation.abandoned"))).isTrue()
            Unit
        }
}
