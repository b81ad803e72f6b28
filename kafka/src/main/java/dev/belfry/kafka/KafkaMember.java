package dev.belfry.kafka;

import java.util.List;
import java.util.Map;

/**
 * A member of a group.
 *
 * @param id that the brokers gave it
 * @param clientId that it gave itself; Belfry's are {@code <queue>-<number>}
 * @param host its address as the brokers see it
 * @param partitions that it reads, by topic
 */
public record KafkaMember(
    String id, String clientId, String host, Map<String, List<Integer>> partitions) {
  public KafkaMember {
    partitions = Map.copyOf(partitions);
  }
}
