package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Node;
import dev.belfry.tasks.RedisTarget.Transport;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients that ride out Redis: they reconnect by themselves within a second of its return,
 * and a command that is given in the meantime waits for that, but no longer than the target's
 * command timeout. A command whose reply was lost is sent again, so all commands must bear that.
 */
final class RedisClients {
  /** Each connection has one of them; one alone can carry some 100,000 commands a second. */
  private static final int NETWORK_THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  /** Names the connections in {@code CLIENT LIST}. */
  static final String CLIENT_NAME = "belfry";

  private static final Duration FIRST_RECONNECT = Duration.ofMillis(20);

  /** Lettuce's 30 s would let leases run out although Redis is back. */
  private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

  /** A peer that is gone without a word is noticed after some 15 s, half a lease. */
  private static final Duration KEEP_ALIVE_IDLE = Duration.ofSeconds(5);

  private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(3);
  private static final int KEEP_ALIVE_PROBES = 3;

  /**
   * Where others can take over, a node that hangs must not keep the client from finding them, be it
   * in connecting or in asking who is the master.
   */
  static final Duration LONGEST_TRY = Duration.ofSeconds(2);

  /** Between two looks at the topology that are asked for; each is a command to each node. */
  static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private static final Set<NodeFlag> OF_NO_USE =
      Set.of(NodeFlag.FAIL, NodeFlag.EVENTUAL_FAIL, NodeFlag.HANDSHAKE, NodeFlag.NOADDR);

  private RedisClients() {}

  static RedisClient server(RedisTarget target, Sockets sockets) {
    RedisURI uri =
        switch (target.kind()) {
          case SENTINEL -> sentinels(target);
          case UNIX_SOCKET -> login(RedisURI.Builder.socket(target.socket()), target);
          case SERVER, CLUSTER -> server(target, target.nodes().getFirst());
        };
    var client = RedisClient.create(resources(sockets), uri);
    client.setOptions(common(ClientOptions.builder(), target).build());
    return client;
  }

  static RedisClusterClient cluster(RedisTarget target, Sockets sockets) {
    var seeds = target.nodes().stream().map(node -> server(target, node)).toList();
    var client = RedisClusterClient.create(resources(sockets), seeds);
    var options =
        ClusterClientOptions.builder()
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .refreshTriggersReconnectAttempts(1)
                    .adaptiveRefreshTriggersTimeout(BETWEEN_LOOKS)
                    .build())
            // What waits for a node that has failed goes to its successor.
            .nodeFilter(RedisClients::isOfUse)
            .validateClusterNodeMembership(false);
    common(options, target);
    client.setOptions(options.build());
    return client;
  }

  private static boolean isOfUse(RedisClusterNode node) {
    return OF_NO_USE.stream().noneMatch(node::is);
  }

  /** Ends what belongs to a client that was shut down. */
  static void release(AbstractRedisClient client) {
    var unused = client.getResources().shutdown(0, 0, TimeUnit.MILLISECONDS);
  }

  private static ClientOptions.Builder common(ClientOptions.Builder options, RedisTarget target) {
    return options
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
        .pingBeforeActivateConnection(true)
        .protocolVersion(ProtocolVersion.RESP2)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .timeoutOptions(TimeoutOptions.builder().timeoutSource(new CommandTimeout(target)).build())
        .sslOptions(ssl(target))
        .socketOptions(socket(target));
  }

  private static Duration limit(RedisTarget target, Duration wanted) {
    boolean failsOver =
        target.kind() == RedisTarget.Kind.SENTINEL || target.kind() == RedisTarget.Kind.CLUSTER;
    return failsOver && wanted.compareTo(LONGEST_TRY) > 0 ? LONGEST_TRY : wanted;
  }

  private static SocketOptions socket(RedisTarget target) {
    var options = SocketOptions.builder().connectTimeout(limit(target, target.connectTimeout()));
    if (target.kind() == RedisTarget.Kind.UNIX_SOCKET) {
      return options.keepAlive(false).build();
    }
    options.keepAlive(
        SocketOptions.KeepAliveOptions.builder()
            .enable()
            .idle(KEEP_ALIVE_IDLE)
            .interval(KEEP_ALIVE_INTERVAL)
            .count(KEEP_ALIVE_PROBES)
            .build());
    return options.build();
  }

  private static SslOptions ssl(RedisTarget target) {
    var options = SslOptions.builder().jdkSslProvider();
    Path trusted = target.trustedCertificates();
    if (trusted != null) {
      options.trustManager(trusted.toFile());
    }
    Path own = target.clientCertificate();
    Path key = target.clientKey();
    if (own != null && key != null) {
      options.keyManager(own.toFile(), key.toFile(), new char[0]);
    }
    return options.build();
  }

  private static RedisURI server(RedisTarget target, Node node) {
    return login(RedisURI.Builder.redis(node.host(), node.port()), target);
  }

  /** The master, to be asked of the Sentinels whenever a connection is made. */
  static RedisURI sentinels(RedisTarget target) {
    return sentinels(target, target.nodes());
  }

  /** The same with some of the Sentinels. */
  static RedisURI sentinels(RedisTarget target, List<Node> nodes) {
    var uri = RedisURI.Builder.sentinel(nodes.getFirst().host(), target.masterName());
    RedisURI master = login(uri, target);
    master.getSentinels().clear();
    for (Node node : nodes) {
      var sentinel =
          RedisURI.Builder.redis(node.host(), node.port())
              .withTimeout(limit(target, target.commandTimeout()))
              .withSsl(target.transport() == Transport.TLS);
      master
          .getSentinels()
          .add(authenticate(sentinel, target.sentinelUser(), target.sentinelPassword()).build());
    }
    return master;
  }

  private static RedisURI login(RedisURI.Builder uri, RedisTarget target) {
    if (target.kind() != RedisTarget.Kind.UNIX_SOCKET) {
      uri.withSsl(target.transport() == Transport.TLS);
    }
    return authenticate(uri, target.user(), target.password())
        .withDatabase(target.database())
        .withTimeout(limit(target, target.commandTimeout()))
        .withClientName(CLIENT_NAME)
        .build();
  }

  private static RedisURI.Builder authenticate(
      RedisURI.Builder uri, @Nullable String user, @Nullable String password) {
    if (user != null || password != null) {
      char[] secret = password == null ? new char[0] : password.toCharArray();
      uri.withAuthentication(new StaticCredentialsProvider(RedisCredentials.just(user, secret)));
    }
    return uri;
  }

  /** How long a command may take; who sends one that blocks sees to that. */
  private static final class CommandTimeout extends TimeoutOptions.TimeoutSource {
    private static final long NONE = 0;
    private final long millis;

    CommandTimeout(RedisTarget target) {
      millis = target.commandTimeout().toMillis();
    }

    @Override
    public long getTimeout(RedisCommand<?, ?, ?> command) {
      return command.getType() == CommandType.BLMOVE ? NONE : millis;
    }

    @Override
    public TimeUnit getTimeUnit() {
      return TimeUnit.MILLISECONDS;
    }
  }

  /** Threads are shared by all clients of the process; they are daemons. */
  private static ClientResources resources(Sockets sockets) {
    return ClientResources.builder()
        .eventLoopGroupProvider(Shared.RESOURCES.eventLoopGroupProvider())
        .eventExecutorGroup(Shared.RESOURCES.eventExecutorGroup())
        .timer(Shared.RESOURCES.timer())
        .addressResolverGroup(Shared.RESOURCES.addressResolverGroup())
        .reconnectDelay(
            Delay.equalJitter(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
        .nettyCustomizer(sockets)
        .build();
  }

  private static final class Shared {
    static final ClientResources RESOURCES =
        ClientResources.builder()
            .eventLoopGroupProvider(new LastingThreads(NETWORK_THREADS))
            .build();
  }
}
