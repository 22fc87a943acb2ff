package beside.recipes;

import dev.baton.executors.ContextExecutors;
import dev.baton.executors.ContextFutures;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;

/** AWS SDK v2: the asynchronous client of SQS, by Netty, and a server that answers as SQS does. */
public final class AwsRecipe {
  private AwsRecipe() {}

  // @start region="aws"
  static CompletableFuture<ListQueuesResponse> queues(SqsAsyncClient client) {
    return ContextFutures.wrap(client.listQueues());
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    try (WebServer server = new WebServer(trial, "{\"QueueUrls\":[]}");
        ExecutorService pool = trial.pool()) {
      try (SqsAsyncClient raw = client(trial, server.uri("/"), pool);
          SqsAsyncClient wrapped = client(trial, server.uri("/"), ContextExecutors.wrap(pool));
          SqsAsyncClient failing = client(trial, server.uri("/hang-up"), pool)) {
        trial.attempt("plain client", it -> raw.listQueues().thenApply(it::pass));
        trial.attempt(
            "FUTURE_COMPLETION_EXECUTOR wrapped", it -> wrapped.listQueues().thenApply(it::pass));
        trial.attempt("recipe", it -> queues(raw).thenApply(it::pass));
        trial.attempt(
            "recipe, error", it -> queues(failing).exceptionally(failure -> it.pass(null)));
      }
    }
    trial.end();
  }

  private static SqsAsyncClient client(Trial trial, URI uri, ExecutorService completion) {
    return SqsAsyncClient.builder()
        .endpointOverride(uri)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .asyncConfiguration(
            it ->
                it.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, completion))
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder()
                .eventLoopGroupBuilder(
                    SdkEventLoopGroup.builder().numberOfThreads(1).threadFactory(trial::thread)))
        .build();
  }
}
