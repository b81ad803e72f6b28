package dev.belfry.tasks.internal.redis;

import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The sockets of one client. Closing one from here is like a cut of the network: Lettuce connects
 * again, and sends again what was not answered. Thread-safe.
 */
final class Sockets implements NettyCustomizer {
  /**
   * What Lettuce says when it connects, and when it asks the nodes of a cluster who serves what. A
   * socket that carried nothing else is of no account: such ones come and go all the time while a
   * node is away, and whoever takes them for a break of his own connection never gets to work.
   */
  private static final Set<ProtocolKeyword> OF_NO_ACCOUNT =
      Set.of(
          CommandType.HELLO,
          CommandType.AUTH,
          CommandType.SELECT,
          CommandType.CLIENT,
          CommandType.PING,
          CommandType.READONLY,
          CommandType.CLUSTER,
          CommandType.INFO);

  private final Runnable onConnected;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong broken = new AtomicLong();

  Sockets() {
    this(() -> {});
  }

  /** Calls {@code onConnected}, which must not block, whenever a socket is connected. */
  Sockets(Runnable onConnected) {
    this.onConnected = onConnected;
  }

  @Override
  public void afterChannelInitialized(Channel channel) {
    var use = new Use(onConnected);
    channel.pipeline().addLast(use);
    open.add(channel);
    // Told before Lettuce is, and so before anything is sent on another socket.
    channel
        .closeFuture()
        .addListener(done -> {
          if (use.counts) {
            broken.incrementAndGet();
          }
          open.remove(channel);
        });
  }

  /** How many were closed so far of those that carried commands. */
  long broken() {
    return broken.get();
  }

  /** Closes the connected ones whose other end is not wanted. */
  void closeUnless(Predicate<SocketAddress> wanted) {
    for (Channel channel : open) {
      SocketAddress remote = channel.remoteAddress();
      if (remote != null && !wanted.test(remote)) {
        var unused = channel.close();
      }
    }
  }

  /** Whether a socket has carried commands; only its network thread asks and tells. */
  private static final class Use extends ChannelDuplexHandler {
    private final Runnable onConnected;
    private boolean counts;

    Use(Runnable onConnected) {
      this.onConnected = onConnected;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      onConnected.run();
      context.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (carriesCommands(message)) {
        counts = true;
        context.pipeline().remove(this);
      }
      var unused = context.write(message, promise);
    }

    private static boolean carriesCommands(Object message) {
      return message instanceof Collection<?> several
          ? several.stream().anyMatch(Use::carriesCommands)
          : message instanceof RedisCommand<?, ?, ?> command
              && !OF_NO_ACCOUNT.contains(command.getType());
    }
  }
}
