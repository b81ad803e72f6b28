package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of channels, on one connection that is made when it is first needed. Lettuce subscribes
 * again after a reconnection. Thread-safe.
 */
final class Channels {
  private final RedisLink link;
  private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
  private final ReentrantLock connecting = new ReentrantLock();
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

  Channels(RedisLink link) {
    this.link = link;
  }

  /** Returns when Redis has confirmed the subscription. */
  TaskBroker.Subscription listen(String channel, Consumer<String> listener) {
    listeners.computeIfAbsent(channel, any -> new CopyOnWriteArrayList<>()).add(listener);
    link.await(connection().async().subscribe(channel));
    return () -> stop(channel, listener);
  }

  void publish(String channel, String message) {
    link.call(redis -> redis.publish(channel, message.getBytes(UTF_8)));
  }

  // The channel stays subscribed until the connection is closed: what nobody listens to is dropped.
  private void stop(String channel, Consumer<String> listener) {
    listeners.getOrDefault(channel, List.of()).remove(listener);
  }

  // The lock is held while connecting, which happens once: everyone who comes here needs that.
  private StatefulRedisPubSubConnection<String, byte[]> connection() {
    connecting.lock();
    try {
      if (connection == null) {
        connection = link.connectPubSub();
        connection.addListener(new Dispatcher());
      }
      return connection;
    } finally {
      connecting.unlock();
    }
  }

  private final class Dispatcher extends RedisPubSubAdapter<String, byte[]> {
    @Override
    public void message(String channel, byte[] message) {
      String text = new String(message, UTF_8);
      listeners.getOrDefault(channel, List.of()).forEach(listener -> listener.accept(text));
    }
  }
}
