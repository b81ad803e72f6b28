package dev.belfry.tasks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Redis tells about itself. Immutable.
 *
 * @param info the answer to {@code INFO}; of a Cluster, that of one of its nodes
 * @param clusterInfo the answer to {@code CLUSTER INFO}; empty if it is no Cluster
 * @param clusterNodes the answer to {@code CLUSTER NODES}; empty if it is no Cluster
 */
public record RedisInfo(String info, String clusterInfo, String clusterNodes) {

  /** The values of {@code INFO} by their names, in their order. */
  public Map<String, String> values() {
    return pairs(info);
  }

  /** The values of {@code CLUSTER INFO} by their names. */
  public Map<String, String> clusterValues() {
    return pairs(clusterInfo);
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> pairs.put(pair[0], pair[1].strip()));
    return pairs;
  }
}
