package dev.belfry.beanstalkd;

import dev.belfry.beanstalkd.internal.NodeClient;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.redis.RedisProcessedStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Three servers and a Redis for a whole test class; tests take tubes of their own. */
final class Beanstalks implements AutoCloseable {
  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final List<EmbeddedBeanstalkd> servers;

  Beanstalks() throws IOException {
    servers =
        List.of(
            EmbeddedBeanstalkd.started(),
            EmbeddedBeanstalkd.started(),
            EmbeddedBeanstalkd.started());
    redis.start();
  }

  List<EmbeddedBeanstalkd> servers() {
    return servers;
  }

  EmbeddedRedis redis() {
    return redis;
  }

  /** The same fresh tube on each server. */
  List<BeanstalkNode> tube() {
    var tube = "tube-" + UUID.randomUUID();
    return servers.stream().map(server -> server.node(tube)).toList();
  }

  RedisProcessedStore store() {
    return RedisProcessedStore.builder(redis.uri()).prefix("").connect();
  }

  /** How many jobs in a state lie on each of the nodes: ready, delayed, reserved, buried. */
  static List<Long> jobs(List<BeanstalkNode> nodes, String state) {
    return statistics(nodes).map(all -> all.getOrDefault("current-jobs-" + state, 0L)).toList();
  }

  /** Whether the nodes have nothing but buried jobs. */
  static boolean isDrained(List<BeanstalkNode> nodes) {
    return Stream.of("ready", "delayed", "reserved")
        .flatMap(state -> jobs(nodes, state).stream())
        .allMatch(number -> number == 0);
  }

  private static Stream<Map<String, Long>> statistics(List<BeanstalkNode> nodes) {
    return nodes.stream()
        .map(node -> {
          try (var client = new NodeClient(node)) {
            return client.ask(connection -> connection.statistics(node.tube()));
          }
        });
  }

  @Override
  public void close() {
    servers.forEach(EmbeddedBeanstalkd::close);
    redis.close();
  }
}
