package dev.baton.coroutines

import dev.baton.coroutines.examples.load
import dev.baton.coroutines.examples.order
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The examples of the README. */
internal class ReadmeTest {
    @Test
    fun scope() {
        val order = under(A) { order() }
        runBlocking { assertThat(order.await()).isSameAs(A) }
    }

    @Test
    fun withContextOfADispatcher() = runBlocking<Unit> { assertThat(load(A)).isSameAs(A) }
}
