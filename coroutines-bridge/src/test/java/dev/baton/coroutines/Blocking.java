package dev.baton.coroutines;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;

/**
 * {@code runBlocking} as Java sees it. Kotlin compiles it to a method that there is only since
 * kotlinx.coroutines 1.11, and the tests run with older ones too.
 */
final class Blocking {
  private Blocking() {}

  @SuppressWarnings("unchecked") // which is what the compiler makes of a suspend function
  static Object run(CoroutineContext context, Object block) throws InterruptedException {
    return BuildersKt.runBlocking(
        context, (Function2<CoroutineScope, Continuation<? super Object>, Object>) block);
  }
}
