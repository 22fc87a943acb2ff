package dev.baton.executors;

import static dev.baton.context.testing.TestContexts.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.testing.TestContexts;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.opentelemetry.context.Scope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Netty's event loops stay Netty's; what is submitted to them carries the context. */
final class NettyTest {
  private static final FastThreadLocal<String> LOCAL = new FastThreadLocal<>();

  @Test
  void tasksOnAnEventLoopGroupCarryTheContextAndItsThreadsStayFast() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Runnable task =
        () -> {
          String before = LOCAL.get();
          LOCAL.set("set");
          assertThat(Thread.currentThread()).isInstanceOf(FastThreadLocalThread.class);
          seen.add(TestContexts.currentName() + " " + before);
        };
    // @start region="netty"
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("netty"), NioIoHandler.newFactory());
    Bootstrap bootstrap = new Bootstrap().group(group); // the group itself
    Executor executor = ContextExecutors.wrap((Executor) group); // for your own tasks
    // @end
    try {
      try (Scope scope = named("A").makeCurrent()) {
        executor.execute(task);
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("A null");
      }
      try (Scope scope = named("B").makeCurrent()) {
        group.next().execute(Propagation.capturing().wrap(task));
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("B set");
      }
      group.next().execute(task);
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("null set");
      assertThat(bootstrap.config().group()).isSameAs(group);
      assertThat(executor).isNotInstanceOf(EventLoopGroup.class);
    } finally {
      group.shutdownGracefully(0, 30, TimeUnit.SECONDS).awaitUninterruptibly();
      GlobalEventExecutor.INSTANCE.awaitInactivity(30, TimeUnit.SECONDS);
    }
  }
}
