package dev.baton.examples

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/** A coroutine on the service's own scope that waits for a driver, and its child. */
internal class Coroutines(
    wiring: Wiring,
) : Boundary {
    private val driver: ExecutorService = Executors.newFixedThreadPool(2, wiring.threads("driver-"))
    private val pool: ExecutorService = Executors.newFixedThreadPool(4, wiring.threads("coroutines-"))
    private val scope = CoroutineScope(wiring.coroutines(pool))

    override fun row(): Row = ROW

    override fun start(request: Request) {
        val ask = request.callback(ROW, "ask for the weather")
        scope.launch {
            val answer = CompletableFuture<String>()
            ask.run()
            val plan = request.callback(ROW, "plan the delivery")
            driver.execute { answer.complete("rain") }
            answer.await()
            plan.run()
            val tell = request.callback(ROW, "tell the courier")
            launch { tell.run() }
        }
    }

    override fun close() {
        driver.shutdownNow()
        pool.shutdownNow()
    }

    companion object {
        @JvmField
        val ROW: Row = Row("coroutine", "a launch that waits for a driver, and its child", 3)
    }
}
