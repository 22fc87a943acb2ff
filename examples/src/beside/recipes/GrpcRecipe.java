package beside.recipes;

import beside.recipes.GrpcService.Observer;
import dev.baton.executors.ContextExecutors;
import dev.baton.executors.grpc.ContextInterceptors;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** gRPC in the process, and by Netty. */
public final class GrpcRecipe {
  private final Trial trial = new Trial();
  private final GrpcService service = new GrpcService(trial);
  private final ServerInterceptor tracing = GrpcService.tracing(trial);

  private GrpcRecipe() {}

  public static void main(String[] args) throws Exception {
    GrpcRecipe recipe = new GrpcRecipe();
    recipe.inProcess();
    recipe.netty();
    recipe.trial.end();
  }

  // @start region="client"
  static ManagedChannel channel(ManagedChannelBuilder<?> builder) {
    return builder.intercept(ContextInterceptors.client()).build();
  }

  // @end

  // @start region="server"
  static ServerBuilder<?> server(ServerBuilder<?> builder, ServerInterceptor tracing) {
    return builder
        .intercept(ContextInterceptors.server()) // first: what is added last is called first
        .intercept(tracing);
  }

  // @end

  private void inProcess() throws Exception {
    try (ExecutorService pool = trial.pool();
        ExecutorService serving = trial.pool()) {
      Server server =
          server(InProcessServerBuilder.forName("shop"), tracing)
              .executor(serving)
              .addService(service.definition())
              .build()
              .start();
      ManagedChannel raw = InProcessChannelBuilder.forName("shop").executor(pool).build();
      ManagedChannel channel = channel(InProcessChannelBuilder.forName("shop").executor(pool));
      client("in process, plain channel", raw);
      client("in process, our interceptor", channel);
      server("in process, our server interceptor", raw);
      raw.shutdownNow();
      channel.shutdownNow();
      server.shutdownNow().awaitTermination();
    }
  }

  private void netty() throws Exception {
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, (ThreadFactory) trial::thread, NioIoHandler.newFactory());
    try (ExecutorService pool = trial.pool();
        ExecutorService serving = trial.pool()) {
      Server plain = start(netty(loop).executor(serving).intercept(tracing));
      Server wrapped =
          start(netty(loop).executor(ContextExecutors.wrap(serving)).intercept(tracing));
      Server ours = start(server(netty(loop).executor(serving), tracing));
      ManagedChannel raw = netty(loop, plain).executor(pool).build();
      client("Netty, plain channel", raw);
      server("Netty, plain server", raw);
      raw.shutdownNow();
      ManagedChannel looksRight =
          netty(loop, wrapped).executor(ContextExecutors.wrap(pool)).build();
      client("Netty, channel with a wrapped executor", looksRight);
      server("Netty, server with a wrapped executor", looksRight);
      looksRight.shutdownNow();
      ManagedChannel channel = channel(netty(loop, ours).executor(pool));
      client("Netty, our interceptor", channel);
      server("Netty, our server interceptor", channel);
      channel.shutdownNow();
      for (Server server : new Server[] {plain, wrapped, ours}) {
        server.shutdownNow().awaitTermination();
      }
    }
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
  }

  private Server start(ServerBuilder<?> builder) throws Exception {
    return builder.addService(service.definition()).build().start();
  }

  private static NettyServerBuilder netty(EventLoopGroup loop) {
    return NettyServerBuilder.forPort(0)
        .bossEventLoopGroup(loop)
        .workerEventLoopGroup(loop)
        .channelType(NioServerSocketChannel.class);
  }

  private static NettyChannelBuilder netty(EventLoopGroup loop, Server server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
        .usePlaintext()
        .eventLoopGroup(loop)
        .channelType(NioSocketChannel.class);
  }

  private void client(String name, Channel channel) throws Exception {
    Channel any = ClientInterceptors.intercept(channel);
    Runnable nothing = () -> {};
    trial.attempt(name, callback -> service.call(any, "tea", new Observer(callback::run, nothing)));
    trial.attempt(
        name + ", error", callback -> service.call(any, "", new Observer(nothing, callback::run)));
  }

  private void server(String name, Channel channel) throws Exception {
    trial.attempt(
        name,
        callback -> {
          service.atServer(callback);
          service.call(channel, "tea", new Observer(() -> {}, () -> {}));
        });
  }
}
