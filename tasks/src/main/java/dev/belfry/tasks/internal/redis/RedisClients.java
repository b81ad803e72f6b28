package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Transport;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
  private static final String CLIENT_NAME = "belfry";

  private static final Duration FIRST_RECONNECT = Duration.ofMillis(20);

  /** Lettuce's 30 s would let leases run out although Redis is back. */
  private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

  /** A peer that is gone without a word is noticed after some 15 s, half a lease. */
  private static final Duration KEEP_ALIVE_IDLE = Duration.ofSeconds(5);

  private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(3);
  private static final int KEEP_ALIVE_PROBES = 3;

  private RedisClients() {}

  static RedisClient create(RedisTarget target) {
    var client = RedisClient.create(Shared.RESOURCES, uri(target));
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(true)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
            .pingBeforeActivateConnection(true)
            .protocolVersion(ProtocolVersion.RESP2)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .timeoutOptions(TimeoutOptions.enabled())
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(target.connectTimeout())
                    .keepAlive(
                        SocketOptions.KeepAliveOptions.builder()
                            .enable()
                            .idle(KEEP_ALIVE_IDLE)
                            .interval(KEEP_ALIVE_INTERVAL)
                            .count(KEEP_ALIVE_PROBES)
                            .build())
                    .build())
            .build());
    return client;
  }

  private static RedisURI uri(RedisTarget target) {
    String socket = target.socket();
    var uri =
        socket == null
            ? RedisURI.Builder.redis(target.host(), target.port())
                .withSsl(target.transport() == Transport.TLS)
            : RedisURI.Builder.socket(socket);
    String password = target.password();
    String user = target.user();
    if (password != null && user != null) {
      uri.withAuthentication(user, password);
    } else if (password != null) {
      uri.withPassword((CharSequence) password);
    }
    return uri.withDatabase(target.database())
        .withTimeout(target.commandTimeout())
        .withClientName(CLIENT_NAME)
        .build();
  }

  /** Threads that all clients of the process share; they are daemons. */
  private static final class Shared {
    static final ClientResources RESOURCES =
        ClientResources.builder()
            .eventLoopGroupProvider(new LastingThreads(NETWORK_THREADS))
            .reconnectDelay(
                Delay.equalJitter(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
            .build();
  }
}
