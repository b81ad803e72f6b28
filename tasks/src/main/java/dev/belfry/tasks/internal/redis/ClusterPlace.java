package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.cluster.SlotHash;
import java.util.List;

/** Where a queue lives in a cluster. Thread-safe. */
final class ClusterPlace {
  private static final int FIRST_NODE = 2;

  private final RedisLink link;

  ClusterPlace(RedisLink link) {
    this.link = link;
  }

  int slot(String queue) {
    return SlotHash.getSlot(link.keys(queue).pending());
  }

  List<String> nodes(String queue) {
    int slot = slot(queue);
    try {
      return link.call(redis -> redis.clusterSlots()).stream()
          .map(range -> new Reply((List<?>) range))
          .filter(range -> range.number(0) <= slot && slot <= range.number(1))
          .flatMap(range -> range.values().stream().skip(FIRST_NODE))
          .map(node -> address(new Reply((List<?>) node)))
          .toList();
    } catch (TaskStoreException e) {
      if (String.valueOf(e.getCause()).contains("cluster support disabled")) {
        return List.of();
      }
      throw e;
    }
  }

  private static String address(Reply node) {
    Object host = node.values().getFirst();
    String name = host instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(host);
    return name + ':' + node.number(1);
  }
}
