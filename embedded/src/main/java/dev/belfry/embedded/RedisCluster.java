package dev.belfry.embedded;

import static java.util.stream.Collectors.joining;

import dev.belfry.embedded.internal.LoopbackPort;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis Cluster: masters with one replica each, every one in a process of its own on
 * 127.0.0.1. Everything is gone when this JVM is gone.
 *
 * <p>Nodes may be killed, paused and started again one by one; their data are kept until {@link
 * #stop}. {@link #start}, {@link #stop} and the operations of the nodes belong to one thread at a
 * time.
 */
public final class RedisCluster implements Service, AutoCloseable {
  /** The least that can agree on a failover when one of them is gone. */
  public static final int DEFAULT_MASTERS = 3;

  /** How long a node may be silent before it counts as dead; short, for tests. */
  public static final Duration DEFAULT_NODE_TIMEOUT = Duration.ofSeconds(1);

  private static final int SLOTS = 16_384;

  /** The cluster's own port lies that much above a node's. */
  private static final int BUS_OFFSET = 10_000;

  /** How often free ports may turn out to be taken by somebody faster. */
  private static final int PORT_TRIES = 5;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final int masters;
  private final @Nullable String password;
  private final Duration nodeTimeout;
  private final List<EmbeddedRedis> nodes = new ArrayList<>();

  private RedisCluster(Builder builder) {
    masters = builder.masters;
    password = builder.password;
    nodeTimeout = builder.nodeTimeout;
  }

  /** A cluster with all defaults, not started yet. */
  public static RedisCluster create() {
    return builder().build();
  }

  /** A cluster with settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts all nodes, and returns when the cluster serves all slots and a failover would work. Does
   * nothing if it was started before.
   *
   * @throws EmbeddedServerException if a node cannot be started
   */
  @Override
  public void start() {
    if (!nodes.isEmpty()) {
      return;
    }
    try {
      for (int i = 0; i < 2 * masters; i++) {
        nodes.add(startNode());
      }
      join();
    } catch (IOException e) {
      close();
      throw new EmbeddedServerException("Cannot form a Redis Cluster: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private EmbeddedRedis startNode() {
    for (int i = 1; ; i++) {
      int port = freePort();
      var node = node(port);
      try {
        node.start();
        return node;
      } catch (EmbeddedServerException e) {
        if (i == PORT_TRIES || isFree(port)) {
          throw e;
        }
      }
    }
  }

  private EmbeddedRedis node(int port) {
    return RedisGroup.member(password)
        .port(port)
        .extraConfig("cluster-enabled yes")
        .extraConfig("cluster-node-timeout " + nodeTimeout.toMillis())
        .extraConfig("cluster-announce-ip " + LoopbackPort.HOST)
        // Slots of a dead master must not keep clients from the others.
        .extraConfig("cluster-require-full-coverage no")
        .build();
  }

  private static int freePort() {
    int port = LoopbackPort.pick();
    return isFree(port) ? port : freePort();
  }

  private static boolean isFree(int port) {
    return LoopbackPort.isFree(port) && LoopbackPort.isFree(port + BUS_OFFSET);
  }

  private void join() throws IOException {
    for (int i = 0; i < masters; i++) {
      // Different epochs from the start, so that they need not settle who has which.
      nodes.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
      nodes.get(i).ask(slots(i * SLOTS / masters, (i + 1) * SLOTS / masters));
    }
    EmbeddedRedis first = nodes.getFirst();
    for (EmbeddedRedis other : nodes) {
      if (other != first) {
        first.ask("CLUSTER", "MEET", LoopbackPort.HOST, String.valueOf(other.port()));
      }
    }
    RedisGroup.await(
        "all nodes know each other",
        () -> {
          for (EmbeddedRedis node : nodes) {
            String known = String.valueOf(node.ask("CLUSTER", "NODES"));
            if (known.lines().count() != nodes.size() || known.contains("handshake")) {
              return false;
            }
          }
          return true;
        });
    for (int i = 0; i < masters; i++) {
      String master = String.valueOf(nodes.get(i).ask("CLUSTER", "MYID"));
      nodes.get(masters + i).ask("CLUSTER", "REPLICATE", master);
    }
    awaitReplicas();
    RedisGroup.await("all nodes take the cluster for complete", this::isComplete);
  }

  private static String[] slots(int from, int to) {
    var command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
    for (int slot = from; slot < to; slot++) {
      command.add(String.valueOf(slot));
    }
    return command.toArray(String[]::new);
  }

  private boolean isComplete() throws IOException {
    for (EmbeddedRedis node : nodes) {
      String info = String.valueOf(node.ask("CLUSTER", "INFO"));
      String all = String.valueOf(node.ask("CLUSTER", "NODES"));
      long replicas = all.lines().filter(line -> line.contains("slave ")).count();
      if (!info.contains("cluster_state:ok") || replicas != masters) {
        return false;
      }
    }
    return true;
  }

  /** All nodes, in no order. */
  public List<EmbeddedRedis> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * The node that serves a key, as most of the living see it, as soon as they agree; it may be
   * dead, if they have not found that out yet. All keys of a queue are on one node: {@code
   * asynq:{queue}:pending} tells which.
   */
  public EmbeddedRedis master(String key) {
    return RedisGroup.awaitNode(
        "the nodes agree on who serves " + key, () -> agreed(key), node -> true);
  }

  private Optional<EmbeddedRedis> agreed(String key) {
    long running = nodes.stream().filter(EmbeddedRedis::isRunning).count();
    return nodes.stream()
        .filter(node -> nodes.stream().filter(each -> names(each, key, node)).count() > running / 2)
        .findFirst();
  }

  private static boolean names(EmbeddedRedis node, String key, EmbeddedRedis candidate) {
    try {
      if (!node.isRunning() || !(node.ask("CLUSTER", "KEYSLOT", key) instanceof Long slot)) {
        return false;
      }
      return node.ask("CLUSTER", "SLOTS") instanceof List<?> ranges
          && ranges.stream().anyMatch(range -> serves((List<?>) range, slot, candidate.port()));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean serves(List<?> range, long slot, long port) {
    return (Long) range.get(0) <= slot
        && slot <= (Long) range.get(1)
        && Long.valueOf(port).equals(((List<?>) range.get(2)).get(1));
  }

  /**
   * Ends the master that serves a key by {@code kill -9}. Its replica takes over after {@link
   * Builder#nodeTimeout} and about a second; {@link #awaitMasterOtherThan} waits for it.
   *
   * @return the former master; {@link EmbeddedRedis#start} brings it back as a replica
   */
  public EmbeddedRedis killMaster(String key) {
    EmbeddedRedis master = master(key);
    master.kill();
    return master;
  }

  /** Waits until another node serves a key. */
  public EmbeddedRedis awaitMasterOtherThan(EmbeddedRedis former, String key) {
    return RedisGroup.awaitNode(
        "another node serves " + key,
        () -> agreed(key).filter(node -> node != former),
        node ->
            RedisGroup.tells(node, "replication", "role:master")
                && String.valueOf(node.ask("CLUSTER", "INFO")).contains("cluster_state:ok"));
  }

  /** Waits until there are as many masters as at the start, and all other nodes replicate them. */
  public void awaitReplicas() {
    RedisGroup.await(
        "the replicas have caught up",
        () -> {
          long connected = 0;
          for (EmbeddedRedis node : nodes) {
            if (node.isRunning()
                && RedisGroup.tells(node, "replication", "master_link_status:up")) {
              connected++;
            }
          }
          return connected == nodes.stream().filter(EmbeddedRedis::isRunning).count() - masters;
        });
  }

  /** The address for clients: {@code redis-cluster://[:password@]127.0.0.1:port,...}, all nodes. */
  public String uri() {
    return "redis-cluster://"
        + (password == null ? "" : EmbeddedRedis.login(password))
        + nodes.stream().map(each -> LoopbackPort.HOST + ':' + each.port()).collect(joining(","));
  }

  /** Stops all nodes, and removes their data. */
  @Override
  public void stop(Deadline deadline) {
    RedisGroup.stop(nodes, deadline);
    nodes.clear();
  }

  @Override
  public void close() {
    stop(Deadline.in(CLOSE_LIMIT));
  }

  @Override
  public Health health() {
    return RedisGroup.health("Redis Cluster", nodes);
  }

  /** Settings of a {@link RedisCluster}. Not thread-safe. */
  public static final class Builder {
    private int masters = DEFAULT_MASTERS;
    private @Nullable String password;
    private Duration nodeTimeout = DEFAULT_NODE_TIMEOUT;

    private Builder() {}

    /** How many masters, at least three. Default: {@link #DEFAULT_MASTERS}. */
    public Builder masters(int value) {
      if (value < DEFAULT_MASTERS) {
        throw new IllegalArgumentException("A cluster has three masters or more, not " + value);
      }
      masters = value;
      return this;
    }

    /** The password of all nodes. Default: none. */
    public Builder password(String value) {
      password = value;
      return this;
    }

    /** How long a node may be silent. Default: {@link #DEFAULT_NODE_TIMEOUT}. */
    public Builder nodeTimeout(Duration value) {
      nodeTimeout = value;
      return this;
    }

    /** The cluster, not started yet. */
    public RedisCluster build() {
      return new RedisCluster(this);
    }
  }
}
