package dev.baton.spring.app

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RequestParam
import org.springframework.web.bind.annotation.RestController

/** An endpoint that suspends, and goes to another dispatcher. */
@RestController
public class SuspendController(
    private val work: Work,
) {
    @GetMapping("/suspend")
    public suspend fun suspended(
        @RequestParam("request") request: String,
    ): String {
        delay(1)
        return withContext(Dispatchers.IO) { work.on(request) } + work.on(request)
    }
}
