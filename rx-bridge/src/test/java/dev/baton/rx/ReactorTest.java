package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * A chain that is handed to Reactor with its automatic context propagation, as Spring does with
 * what a controller returns: before Reactor subscribes, it clears the thread-locals it knows of.
 */
@ExtendWith(CleanRx.class)
@Tag("slot")
final class ReactorTest {
  private static final Context A = named("A");
  private static final String KEY = "OpenTelemetry's context";

  private RxContextHooks hooks;

  /** As there is one in each program that bridges the two. */
  private static final class Accessor implements ThreadLocalAccessor<Context> {
    private static final ThreadLocal<Scope> SCOPE = new ThreadLocal<>();

    @Override
    public Object key() {
      return KEY;
    }

    @Override
    public Context getValue() {
      return Context.current() == Context.root() ? null : Context.current();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void setValue(Context context) {
      closeLast();
      SCOPE.set(context.makeCurrent());
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void setValue() {
      closeLast();
      SCOPE.set(Context.root().makeCurrent());
    }

    @Override
    public void restore(Context context) {
      closeLast();
    }

    @Override
    public void restore() {
      closeLast();
    }

    private static void closeLast() {
      Scope last = SCOPE.get();
      SCOPE.remove();
      if (last != null) {
        last.close();
      }
    }
  }

  @BeforeEach
  void install() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new Accessor());
    Hooks.enableAutomaticContextPropagation();
    hooks = RxContextHooks.install();
  }

  @AfterEach
  void close() {
    hooks.close();
    Hooks.disableAutomaticContextPropagation();
    ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
  }

  // @start region="controller"
  static Single<String> price(String article) {
    return Single.fromCallable(() -> "price of " + article)
        .subscribeOn(Schedulers.io())
        .map(price -> price + " for " + currentName())
        .compose(ContextTransformer.of(Propagation.installed().once())); // captures here and now
  }

  // @end

  private static Single<String> priceWithoutATransformer() {
    return Single.fromCallable(() -> "price")
        .subscribeOn(Schedulers.io())
        .map(price -> price + " for " + currentName());
  }

  /** What the framework does when the controller has returned. */
  private static String handedToReactor(Supplier<Single<String>> controller) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    try (Scope scope = A.makeCurrent()) {
      Mono.from(controller.get().toFlowable()).subscribe(answer::complete);
      assertThat(currentName()).isEqualTo("A");
    }
    return answer.join();
  }

  @Test
  void subscriptionByReactorIsUnderRoot() {
    assertThat(handedToReactor(ReactorTest::priceWithoutATransformer)).isEqualTo("price for null");
  }

  @Test
  void chainThatCapturesWhereItIsMadeHasThatContext() {
    assertThat(handedToReactor(() -> price("a pear"))).isEqualTo("price of a pear for A");
  }

  @Test
  void flowableThatCapturesWhereItIsMadeHasThatContext() {
    Flowable<String> names;
    try (Scope scope = A.makeCurrent()) {
      names =
          Flowable.range(0, 3)
              .observeOn(Schedulers.computation())
              .map(item -> String.valueOf(currentName()))
              .compose(ContextTransformer.of(Propagation.installed().once()));
    }
    assertThat(Flux.from(names).collectList().block()).containsExactly("A", "A", "A");
  }
}
