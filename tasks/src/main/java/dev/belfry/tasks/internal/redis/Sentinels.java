package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Node;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.codec.StringCodec;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all Sentinels who is the master. One alone may not have heard of the last failover yet; each
 * failover has a greater epoch than those before, so the answer with the greatest is the latest.
 * Thread-safe.
 */
final class Sentinels {
  private static final Logger log = LoggerFactory.getLogger(Sentinels.class);

  /** Once most have answered, the others get so much more time. */
  private static final Duration GRACE = Duration.ofMillis(300);

  /** What a Sentinel says: the master, and the number of the failover that made it the master. */
  record View(SocketAddress master, long epoch) {}

  private final RedisTarget target;
  private final RedisClient client;

  Sentinels(RedisTarget target, RedisClient client) {
    this.target = target;
    this.client = client;
  }

  /**
   * The master.
   *
   * @throws RedisConnectionException if no Sentinel answers in time
   */
  SocketAddress master() throws InterruptedException {
    BlockingQueue<Optional<View>> answers = new LinkedBlockingQueue<>();
    List<Node> nodes = target.nodes();
    for (Node node : nodes) {
      Thread.ofVirtual().name("belfry-redis-sentinel").start(() -> answers.add(ask(node)));
    }
    return latest(collect(answers, nodes.size()))
        .orElseThrow(
            () -> new RedisConnectionException("no Sentinel of " + target.address() + " answers"))
        .master();
  }

  private static List<View> collect(BlockingQueue<Optional<View>> answers, int asked)
      throws InterruptedException {
    var views = new ArrayList<View>();
    long end = System.nanoTime() + RedisClients.LONGEST_TRY.toNanos();
    for (int left = asked; left > 0; left--) {
      Optional<View> answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        break;
      }
      answer.ifPresent(views::add);
      if (views.size() == asked / 2 + 1) {
        end = Math.min(end, System.nanoTime() + GRACE.toNanos());
      }
    }
    return views;
  }

  static Optional<View> latest(List<View> views) {
    return views.stream().max(Comparator.comparingLong(View::epoch));
  }

  private Optional<View> ask(Node node) {
    try (var sentinel =
        client.connectSentinel(StringCodec.UTF8, RedisClients.sentinels(target, List.of(node)))) {
      var master = sentinel.sync().master(target.masterName());
      var address =
          new InetSocketAddress(
              String.valueOf(master.get("ip")),
              Integer.parseInt(String.valueOf(master.get("port"))));
      return Optional.of(
          new View(address, Long.parseLong(String.valueOf(master.get("config-epoch")))));
    } catch (RuntimeException e) {
      log.debug("{}: the Sentinel at {} does not answer", target, node, e);
      return Optional.empty();
    }
  }
}
