package beside.recipes;

import dev.baton.context.Propagation;
import dev.baton.executors.ContextThreads;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Netty's event loops and futures. */
public final class NettyRecipe {
  private NettyRecipe() {}

  // @start region="netty"
  static void execute(EventLoop loop, Runnable task) {
    loop.execute(Propagation.capturing().wrap(task));
  }

  static void listen(ChannelFuture future, Consumer<ChannelFuture> listener) {
    ChannelFutureListener wrapped = Propagation.capturing().wrapConsumer(listener)::accept;
    future.addListener(wrapped);
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    EventLoopGroup raw = group(trial::thread);
    EventLoopGroup perTask = group(ContextThreads.perTaskFactory(trial::thread));
    Trial.asAnother(() -> perTask.next().execute(() -> {}));
    trial.attempt("plain task", it -> raw.next().execute(it::run));
    trial.attempt("threads of perTaskFactory, task", it -> perTask.next().execute(it::run));
    trial.attempt("recipe, task", it -> execute(raw.next(), it::run));
    new ServerBootstrap()
        .group(raw)
        .channel(LocalServerChannel.class)
        .childHandler(new Nothing())
        .bind(new LocalAddress("shop"))
        .sync();
    trial.attempt(
        "plain listener", it -> connect(trial, raw, "shop").addListener(connected -> it.run()));
    trial.attempt(
        "recipe, listener", it -> listen(connect(trial, raw, "shop"), connected -> it.run()));
    trial.attempt(
        "recipe, listener, error",
        it ->
            listen(
                connect(trial, raw, "nowhere"),
                connected -> {
                  if (connected.cause() != null) {
                    it.run();
                  }
                }));
    raw.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    perTask.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    trial.end();
  }

  private static EventLoopGroup group(ThreadFactory threads) {
    return new MultiThreadIoEventLoopGroup(1, threads, LocalIoHandler.newFactory());
  }

  private static ChannelFuture connect(Trial trial, EventLoopGroup group, String address) {
    group.execute(trial::awaitRegistration);
    return new Bootstrap()
        .group(group)
        .channel(LocalChannel.class)
        .handler(new Nothing())
        .connect(new LocalAddress(address));
  }

  @Sharable
  private static final class Nothing extends ChannelInboundHandlerAdapter {}
}
