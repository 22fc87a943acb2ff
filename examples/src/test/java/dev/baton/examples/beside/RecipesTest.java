package dev.baton.examples.beside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The recipes of {@code docs/recipes.md}, each with its library, on threads that belong to another
 * request; beside each what looks right and loses, so that a change there is noticed.
 */
@Timeout(Guest.SECONDS + 40)
final class RecipesTest {

  private static void assertRecipe(String program, String... results) throws Exception {
    assertThat(Guest.named("recipes").run("beside.recipes." + program))
        .filteredOn(line -> line.startsWith("- "))
        .extracting(line -> line.substring(2))
        .containsExactly(results);
  }

  @Test
  void grpc() throws Exception {
    assertRecipe(
        "GrpcRecipe",
        "in process, plain channel: lost",
        "in process, plain channel, error: lost",
        "in process, our interceptor: kept",
        "in process, our interceptor, error: kept",
        "in process, our server interceptor: kept",
        "Netty, plain channel: lost",
        "Netty, plain channel, error: lost",
        "Netty, plain server: lost",
        "Netty, channel with a wrapped executor: lost",
        "Netty, channel with a wrapped executor, error: lost",
        "Netty, server with a wrapped executor: lost",
        "Netty, our interceptor: kept",
        "Netty, our interceptor, error: kept",
        "Netty, our server interceptor: kept",
        "threads: clean");
  }

  @Test
  void kafka() throws Exception {
    assertRecipe(
        "KafkaRecipe",
        "plain callback: lost",
        "recipe: kept",
        "recipe, error: kept",
        "consumer, plain handler: lost",
        "consumer, recipe: kept",
        "threads: clean");
  }

  @Test
  void httpClient() throws Exception {
    assertRecipe(
        "HttpClientRecipe",
        "plain client, body handler: lost",
        "plain client, stage: lost",
        "client with a wrapped executor, body handler: lost",
        "client with a wrapped executor, stage: lost",
        "wrapped client, body handler: kept",
        "wrapped client, stage: kept",
        "recipe: kept",
        "recipe, error: kept",
        "threads: clean");
  }

  @Test
  void okHttp() throws Exception {
    assertRecipe(
        "OkHttpRecipe",
        "plain callback: lost",
        "dispatcher with a wrapped executor, idle: kept",
        "dispatcher with a wrapped executor, busy: lost",
        "recipe: kept",
        "recipe, busy: kept",
        "recipe, error: kept",
        "threads: clean");
  }

  @Test
  void caffeine() throws Exception {
    assertRecipe(
        "CaffeineRecipe",
        "plain cache, loader: lost",
        "wrapped executor, loader: kept",
        "wrapped executor, stage of the second to ask: lost",
        "recipe, stage: kept",
        "recipe, stage of the second to ask: kept",
        "recipe, error: kept",
        "recipe, loading cache: kept",
        "threads: clean");
  }

  @Test
  void resilience4j() throws Exception {
    assertRecipe(
        "Resilience4jRecipe",
        "retry, plain scheduler: lost",
        "retry, wrapped scheduler: lost",
        "retry, scheduler with a ContextPropagator: lost",
        "retry, recipe: kept",
        "retry, recipe, stage: kept",
        "retry, recipe, error: kept",
        "time limiter, wrapped scheduler: kept",
        "time limiter, wrapped stage: kept",
        "bulkhead, plain: lost",
        "bulkhead with a ContextPropagator: kept",
        "bulkhead with a ContextPropagator, stage: lost",
        "bulkhead, recipe: kept",
        "bulkhead, recipe, stage: kept",
        "bulkhead, recipe, error: kept",
        "threads: clean");
  }

  @Test
  void aws() throws Exception {
    assertRecipe(
        "AwsRecipe",
        "plain client: lost",
        "FUTURE_COMPLETION_EXECUTOR wrapped: lost",
        "recipe: kept",
        "recipe, error: kept",
        "threads: clean");
  }

  @Test
  void lettuce() throws Exception {
    assertRecipe(
        "LettuceRecipe",
        "plain future: lost",
        "recipe: kept",
        "recipe, error: kept",
        "publishOnScheduler, reactive: lost",
        "threads: clean");
  }

  @Test
  void netty() throws Exception {
    assertRecipe(
        "NettyRecipe",
        "plain task: lost",
        "threads of perTaskFactory, task: lost",
        "recipe, task: kept",
        "plain listener: lost",
        "recipe, listener: kept",
        "recipe, listener, error: kept",
        "threads: clean");
  }

  @Test
  void vertx() throws Exception {
    assertRecipe(
        "VertxRecipe",
        "plain task: lost",
        "plain future: lost",
        "future of a wrapped stage: lost",
        "recipe, stage: kept",
        "recipe, handler: kept",
        "recipe, stage, error: kept",
        "recipe, handler, error: kept",
        "threads: clean");
  }
}
