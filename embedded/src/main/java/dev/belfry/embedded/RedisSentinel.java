package dev.belfry.embedded;

import static java.util.stream.Collectors.joining;

import dev.belfry.embedded.internal.LoopbackPort;
import dev.belfry.embedded.internal.RedisConfig.Kind;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis with replicas and Sentinels that fail over, each in a process of its own on
 * 127.0.0.1. Everything is gone when this JVM is gone.
 *
 * <p>Nodes may be killed, paused and started again one by one; what they acknowledged to the
 * replicas or wrote to their append-only files is kept until {@link #stop}. {@link #start}, {@link
 * #stop} and the operations of the nodes belong to one thread at a time.
 */
public final class RedisSentinel implements Service, AutoCloseable {
  /** The name under which the Sentinels know the group by default. */
  public static final String DEFAULT_MASTER_NAME = "mymaster";

  /**
   * How long the master may be silent before it counts as dead; short, but not for a busy machine.
   */
  public static final Duration DEFAULT_DOWN_AFTER = Duration.ofSeconds(1);

  /** How many replicas there are by default. */
  public static final int DEFAULT_REPLICAS = 2;

  private static final Logger log = LoggerFactory.getLogger(RedisSentinel.class);

  /** One of three may fail, and the other two still agree. */
  private static final int SENTINELS = 3;

  /** A failover that takes so many times what it took to notice the death is tried again. */
  private static final int FAILOVER_LIMIT = 5;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final String masterName;
  private final @Nullable String password;
  private final @Nullable String sentinelPassword;
  private final Duration downAfter;
  private final int replicas;
  private final List<EmbeddedRedis> nodes = new ArrayList<>();
  private final List<EmbeddedRedis> sentinels = new ArrayList<>();

  private RedisSentinel(Builder builder) {
    masterName = builder.masterName;
    password = builder.password;
    sentinelPassword = builder.sentinelPassword;
    downAfter = builder.downAfter;
    replicas = builder.replicas;
  }

  /** A group with all defaults, not started yet. */
  public static RedisSentinel create() {
    return builder().build();
  }

  /** A group with settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts all nodes, and returns when a failover would work. Does nothing if it was started
   * before.
   *
   * @throws EmbeddedServerException if a node cannot be started
   */
  @Override
  public void start() {
    if (!nodes.isEmpty()) {
      return;
    }
    try {
      EmbeddedRedis master = add(nodes, RedisGroup.member(password).build());
      for (int i = 0; i < replicas; i++) {
        var replica = RedisGroup.member(password);
        add(nodes, replica.extraConfig("replicaof " + address(master)).build());
      }
      awaitReplicas();
      startSentinels(master);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    sentinels.forEach(RedisSentinel::hurry);
    RedisGroup.await("the Sentinels know each other and the replicas", this::isWatched);
  }

  private void startSentinels(EmbeddedRedis master) {
    var ids = new ArrayList<String>();
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < SENTINELS; i++) {
      byte[] id = new byte[20];
      ThreadLocalRandom.current().nextBytes(id);
      ids.add(HexFormat.of().formatHex(id));
      ports.add(freePort(ports));
    }
    for (int i = 0; i < SENTINELS; i++) {
      add(sentinels, sentinel(master, ids, ports, i));
    }
  }

  private static int freePort(List<Integer> taken) {
    int port = LoopbackPort.pick();
    return taken.contains(port) ? freePort(taken) : port;
  }

  /** They are told of each other, which spares them some seconds of finding out. */
  private EmbeddedRedis sentinel(
      EmbeddedRedis master, List<String> ids, List<Integer> ports, int self) {
    String name = masterName;
    var sentinel =
        EmbeddedRedis.builder()
            .kind(Kind.SENTINEL)
            .port(ports.get(self))
            .extraConfig("sentinel myid " + ids.get(self))
            .extraConfig("sentinel monitor " + name + ' ' + address(master) + " 2")
            .extraConfig("sentinel down-after-milliseconds " + name + ' ' + downAfter.toMillis())
            .extraConfig(
                "sentinel failover-timeout " + name + ' ' + downAfter.toMillis() * FAILOVER_LIMIT);
    if (password != null) {
      sentinel.extraConfig("sentinel auth-pass " + name + ' ' + RedisGroup.quoted(password));
    }
    if (sentinelPassword != null) {
      sentinel
          .password(sentinelPassword)
          .extraConfig("sentinel sentinel-pass " + RedisGroup.quoted(sentinelPassword));
    }
    for (EmbeddedRedis replica : nodes.subList(1, nodes.size())) {
      sentinel.extraConfig("sentinel known-replica " + name + ' ' + address(replica));
    }
    for (int other = 0; other < SENTINELS; other++) {
      if (other != self) {
        String at = LoopbackPort.HOST + ' ' + ports.get(other);
        sentinel.extraConfig("sentinel known-sentinel " + name + ' ' + at + ' ' + ids.get(other));
      }
    }
    return sentinel.build();
  }

  /** A Sentinel of Redis 7 looks every second what its servers are; older ones every ten. */
  private static void hurry(EmbeddedRedis sentinel) {
    try {
      sentinel.ask("SENTINEL", "DEBUG", "INFO-PERIOD", "1000", "PUBLISH-PERIOD", "500");
    } catch (IOException e) {
      log.debug("The Sentinel cannot be hurried: {}", e.getMessage());
    }
  }

  private static EmbeddedRedis add(List<EmbeddedRedis> all, EmbeddedRedis one) {
    all.add(one);
    one.start();
    return one;
  }

  private static String address(EmbeddedRedis node) {
    return LoopbackPort.HOST + ' ' + node.port();
  }

  private boolean isWatched() throws IOException {
    for (EmbeddedRedis sentinel : sentinels) {
      sentinel.ask("SENTINEL", "CKQUORUM", masterName);
      if (!(sentinel.ask("SENTINEL", "REPLICAS", masterName) instanceof List<?> known)) {
        return false;
      }
      long sound = known.stream().filter(RedisSentinel::isSound).count();
      if (sound != replicas) {
        return false;
      }
    }
    return true;
  }

  /** Whether a replica could be promoted, as its Sentinel sees it. */
  private static boolean isSound(Object replica) {
    String all = String.valueOf(replica);
    return all.contains("flags, slave,") && all.contains("master-link-status, ok");
  }

  /** The servers: master and replicas, in no order. */
  public List<EmbeddedRedis> nodes() {
    return List.copyOf(nodes);
  }

  /** The Sentinels. */
  public List<EmbeddedRedis> sentinels() {
    return List.copyOf(sentinels);
  }

  /**
   * The node that most Sentinels take for the master, as soon as they agree on one; it may be dead,
   * if they have not found that out yet.
   */
  public EmbeddedRedis master() {
    return RedisGroup.awaitNode("the Sentinels agree on a master", this::agreed, node -> true);
  }

  private Optional<EmbeddedRedis> agreed() {
    return nodes.stream()
        .filter(
            node -> sentinels.stream().filter(each -> names(each, node)).count() > SENTINELS / 2)
        .findFirst();
  }

  private boolean names(EmbeddedRedis sentinel, EmbeddedRedis node) {
    try {
      return sentinel.isRunning()
          && sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", masterName) instanceof List<?> at
          && String.valueOf(node.port()).equals(at.get(1));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Ends the master by {@code kill -9}. The Sentinels promote a replica after {@link
   * Builder#downAfter} and some tenths of a second; {@link #awaitMasterOtherThan} waits for it.
   *
   * @return the former master; {@link EmbeddedRedis#start} brings it back as a replica
   */
  public EmbeddedRedis killMaster() {
    EmbeddedRedis master = master();
    master.kill();
    return master;
  }

  /**
   * Lets the Sentinels promote a replica although the master is well; it becomes a replica.
   *
   * @return the former master
   */
  public EmbeddedRedis failOver() {
    EmbeddedRedis master = master();
    RedisGroup.await(
        "a failover begins",
        () -> "OK".equals(sentinels.getFirst().ask("SENTINEL", "FAILOVER", masterName)));
    return master;
  }

  /** Waits until the Sentinels agree on another master that takes writes. */
  public EmbeddedRedis awaitMasterOtherThan(EmbeddedRedis former) {
    return RedisGroup.awaitNode(
        "there is another master",
        () -> agreed().filter(node -> node != former),
        node -> RedisGroup.tells(node, "replication", "role:master"));
  }

  /** Waits until all nodes that run replicate the master. */
  public void awaitReplicas() {
    RedisGroup.await(
        "the replicas have caught up",
        () -> {
          EmbeddedRedis master = sentinels.isEmpty() ? nodes.getFirst() : agreed().orElse(null);
          if (master == null) {
            return false;
          }
          for (EmbeddedRedis node : nodes) {
            if (node.isRunning() && node != master && !follows(node, master)) {
              return false;
            }
          }
          return RedisGroup.tells(master, "replication", "role:master");
        });
  }

  private static boolean follows(EmbeddedRedis node, EmbeddedRedis master) throws IOException {
    return RedisGroup.tells(node, "replication", "master_port:" + master.port())
        && RedisGroup.tells(node, "replication", "master_link_status:up");
  }

  /**
   * The address for clients: {@code
   * redis-sentinel://[:password]@127.0.0.1:port,127.0.0.1:port,127.0.0.1:port?master=name}. As in
   * asynq, a password in it is that of the Sentinels; the servers' is to be given besides.
   */
  public String uri() {
    String login = sentinelPassword == null ? "" : EmbeddedRedis.login(sentinelPassword);
    return "redis-sentinel://"
        + login
        + sentinels.stream()
            .map(each -> LoopbackPort.HOST + ':' + each.port())
            .collect(joining(","))
        + "?master="
        + masterName;
  }

  /** Stops all nodes, and removes their data. */
  @Override
  public void stop(Deadline deadline) {
    RedisGroup.stop(sentinels, deadline);
    RedisGroup.stop(nodes, deadline);
    sentinels.clear();
    nodes.clear();
  }

  @Override
  public void close() {
    stop(Deadline.in(CLOSE_LIMIT));
  }

  @Override
  public Health health() {
    return RedisGroup.health("Redis Sentinel", nodes);
  }

  /** Settings of a {@link RedisSentinel}. Not thread-safe. */
  public static final class Builder {
    private String masterName = DEFAULT_MASTER_NAME;
    private @Nullable String password;
    private @Nullable String sentinelPassword;
    private Duration downAfter = DEFAULT_DOWN_AFTER;
    private int replicas = DEFAULT_REPLICAS;

    private Builder() {}

    /** Default: {@link #DEFAULT_MASTER_NAME}. */
    public Builder masterName(String value) {
      masterName = value;
      return this;
    }

    /** The password of the servers. Default: none. */
    public Builder password(String value) {
      password = value;
      return this;
    }

    /** The password of the Sentinels. Default: none. */
    public Builder sentinelPassword(String value) {
      sentinelPassword = value;
      return this;
    }

    /** How long the master may be silent. Default: {@link #DEFAULT_DOWN_AFTER}. */
    public Builder downAfter(Duration value) {
      downAfter = value;
      return this;
    }

    /** How many replicas, at least one. Default: {@link #DEFAULT_REPLICAS}. */
    public Builder replicas(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("A failover needs a replica, and not " + value);
      }
      replicas = value;
      return this;
    }

    /** The group, not started yet. */
    public RedisSentinel build() {
      return new RedisSentinel(this);
    }
  }
}
