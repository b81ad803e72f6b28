package dev.belfry.tasks.internal.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The sockets of one client. Closing one from here is like a cut of the network: Lettuce connects
 * again, and sends again what was not answered. Thread-safe.
 */
final class Sockets implements NettyCustomizer {
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong closed = new AtomicLong();

  @Override
  public void afterChannelInitialized(Channel channel) {
    open.add(channel);
    // Told before Lettuce is, and so before anything is sent on another socket.
    channel
        .closeFuture()
        .addListener(done -> {
          closed.incrementAndGet();
          open.remove(channel);
        });
  }

  /** How many were closed so far. */
  long closed() {
    return closed.get();
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
}
