package dev.belfry.messaging.redis;

import dev.belfry.messaging.MessagingException;
import dev.belfry.service.config.RedisConf;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connection that rides out Redis: it comes back by itself within a second of Redis' return, and
 * a command that is given in the meantime waits for that. A command whose reply was lost is sent
 * again, so all commands must bear that. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {
  /** 5 s for a command, a restart of Redis included. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);

  /** Each can carry tens of thousands of commands a second. */
  private static final int NETWORK_THREADS = 2;

  private final String address;
  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final StatefulConnection<String, String> connection;
  private final RedisClusterCommands<String, String> commands;

  private RedisConnection(RedisURI uri, RedisConf.Type type) {
    address = uri.toString();
    resources = resources();
    var timeouts = TimeoutOptions.enabled(TIMEOUT);
    try {
      if (type == RedisConf.Type.CLUSTER) {
        var cluster = RedisClusterClient.create(resources, uri);
        client = cluster;
        var options = ClusterClientOptions.builder();
        common(options).timeoutOptions(timeouts);
        cluster.setOptions(options.build());
        var connected = cluster.connect();
        connection = connected;
        commands = connected.sync();
      } else {
        var single = RedisClient.create(resources, uri);
        client = single;
        single.setOptions(common(ClientOptions.builder()).timeoutOptions(timeouts).build());
        var connected = single.connect();
        connection = connected;
        commands = connected.sync();
      }
    } catch (RedisException e) {
      var unused = resources.shutdown(0, 0, TimeUnit.MILLISECONDS);
      throw new MessagingException("cannot connect to Redis at " + address + ": " + why(e), e);
    }
  }

  static RedisConnection open(String uri) {
    return new RedisConnection(RedisURI.create(uri), RedisConf.Type.NODE);
  }

  static RedisConnection open(RedisConf conf) {
    var first = conf.host().split(",", -1)[0].strip();
    var uri = RedisURI.create((conf.tls() ? "rediss://" : "redis://") + first);
    uri.setDatabase(conf.db());
    if (!conf.pass().isEmpty()) {
      var user = conf.user().isEmpty() ? null : conf.user();
      uri.setCredentialsProvider(
          new StaticCredentialsProvider(RedisCredentials.just(user, conf.pass())));
    }
    return new RedisConnection(uri, conf.type());
  }

  Object run(Script script, ScriptOutputType output, String key, String... arguments) {
    var keys = new String[] {key};
    try {
      return commands.<Object>evalsha(script.digest(), output, keys, arguments);
    } catch (RedisNoScriptException e) {
      return commands.<Object>eval(script.text(), output, keys, arguments);
    }
  }

  void delete(String key) {
    var unused = commands.del(key);
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    var unused = resources.shutdown(0, 0, TimeUnit.MILLISECONDS);
  }

  /** The address, without a password. */
  @Override
  public String toString() {
    return address;
  }

  private static ClientOptions.Builder common(ClientOptions.Builder options) {
    return options
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
        .protocolVersion(ProtocolVersion.RESP2)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled());
  }

  private static ClientResources resources() {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(NETWORK_THREADS)
        .computationThreadPoolSize(NETWORK_THREADS)
        .reconnectDelay(
            Delay.exponential(Duration.ofMillis(20), LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
        .build();
  }

  private static String why(RedisException e) {
    var cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
