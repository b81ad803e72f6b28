package dev.belfry.tasks;

import dev.belfry.service.config.RedisConf;
import dev.belfry.tasks.internal.wire.Keyspace;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis to talk to, and as whom. Immutable; its text never shows the password.
 *
 * <p>Redis 5 or later; waking up at once for new tasks needs 6.2 or later.
 */
public final class RedisTarget {
  /** The port that Redis has by default. */
  public static final int DEFAULT_PORT = 6379;

  /** The namespace by default: the one that Go's asynq uses, so that both work together. */
  public static final String DEFAULT_NAMESPACE = Keyspace.DEFAULT_NAMESPACE;

  /** How long connecting may take by default; as in asynq. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * How long a command may take by default, a reconnection in the meantime included. Long enough to
   * ride out a restart of Redis, short against the 30 s of a lease.
   */
  public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(5);

  private final @Nullable String socket;
  private final String host;
  private final int port;
  private final @Nullable String user;
  private final @Nullable String password;
  private final int database;
  private final Transport transport;
  private final String namespace;
  private final Duration connectTimeout;
  private final Duration commandTimeout;

  /** Whether the connection is encrypted. */
  public enum Transport {
    PLAIN,
    TLS
  }

  private RedisTarget(Builder builder) {
    socket = builder.socket;
    host = builder.host;
    port = builder.port;
    user = builder.user;
    password = builder.password;
    database = builder.database;
    transport = builder.transport;
    namespace = builder.namespace;
    connectTimeout = builder.connectTimeout;
    commandTimeout = builder.commandTimeout;
  }

  /**
   * Reads an address.
   *
   * <ul>
   *   <li>{@code redis://[[user]:password@]host[:port][/database]}
   *   <li>{@code rediss://...} the same with TLS
   *   <li>{@code redis-socket://[[user]:password@]/path[?db=database]} a Unix socket
   * </ul>
   *
   * Reserved characters in user and password are percent-encoded.
   *
   * @throws IllegalArgumentException if the address has another form
   */
  public static RedisTarget parse(String uri) {
    return RedisAddress.parse(uri).build();
  }

  /**
   * The server that a {@code Redis} section of a configuration names. Without a port it is {@link
   * #DEFAULT_PORT}.
   *
   * @throws IllegalArgumentException if the section names a cluster, which is not supported, or
   *     {@code Host} is not {@code host[:port]}
   */
  public static RedisTarget of(RedisConf conf) {
    if (conf.type() == RedisConf.Type.CLUSTER) {
      throw new IllegalArgumentException(
          "Redis.Type is cluster, which is not supported yet; name one server and set Type: node");
    }
    var builder =
        RedisAddress.parse("redis://" + conf.host())
            .database(conf.db())
            .transport(conf.tls() ? Transport.TLS : Transport.PLAIN);
    if (!conf.user().isEmpty()) {
      builder.user(conf.user());
    }
    if (!conf.pass().isEmpty()) {
      builder.password(conf.pass());
    }
    return builder.build();
  }

  /** A builder for a server at a host and port. */
  public static Builder builder(String host, int port) {
    return new Builder(host, port);
  }

  /** A builder for a server on this machine that listens on a Unix socket. */
  public static Builder unixSocket(String path) {
    var builder = new Builder("localhost", DEFAULT_PORT);
    builder.socket = path;
    return builder;
  }

  /** Path of the Unix socket, or null if the server is at a host and port. */
  public @Nullable String socket() {
    return socket;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** The user to log in as; null is Redis's default user. */
  public @Nullable String user() {
    return user;
  }

  /** The password, or null if none is needed. */
  public @Nullable String password() {
    return password;
  }

  public int database() {
    return database;
  }

  public Transport transport() {
    return transport;
  }

  /** What all keys and channels start with. */
  public String namespace() {
    return namespace;
  }

  public Duration connectTimeout() {
    return connectTimeout;
  }

  public Duration commandTimeout() {
    return commandTimeout;
  }

  /** The address for people and logs: without user and password. */
  public String address() {
    if (socket != null) {
      return "redis-socket://" + socket + (database == 0 ? "" : "?db=" + database);
    }
    String scheme = transport == Transport.TLS ? "rediss://" : "redis://";
    String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    return scheme + name + ':' + port + (database == 0 ? "" : "/" + database);
  }

  @Override
  public String toString() {
    return address();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisTarget that
        && address().equals(that.address())
        && namespace.equals(that.namespace)
        && Objects.equals(user, that.user)
        && Objects.equals(password, that.password)
        && connectTimeout.equals(that.connectTimeout)
        && commandTimeout.equals(that.commandTimeout);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address(), user, password);
  }

  /** Collects what a target needs. For one thread. */
  public static final class Builder {
    private @Nullable String socket;
    private final String host;
    private final int port;
    private @Nullable String user;
    private @Nullable String password;
    private int database;
    private Transport transport = Transport.PLAIN;
    private String namespace = DEFAULT_NAMESPACE;
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;

    private Builder(String host, int port) {
      if (host.isBlank()) {
        throw new IllegalArgumentException("the host of a Redis target must not be blank");
      }
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "the port of a Redis target must lie between 1 and 65535: " + port);
      }
      this.host = host;
      this.port = port;
    }

    /** Default: Redis's default user. */
    public Builder user(String value) {
      user = value;
      return this;
    }

    /** Default: none. */
    public Builder password(String value) {
      password = value;
      return this;
    }

    /** Number of the database. Default: 0. */
    public Builder database(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("a Redis database must not be negative: " + value);
      }
      database = value;
      return this;
    }

    /** Default: {@link Transport#PLAIN}. */
    public Builder transport(Transport value) {
      transport = value;
      return this;
    }

    /**
     * What all keys and channels start with, in the place of {@code asynq}. Several applications on
     * one Redis with a namespace each never see each other's queues; neither do Go's clients,
     * servers and tools, which only know the default. Default: {@link #DEFAULT_NAMESPACE}.
     *
     * @param value 1 to 64 letters, digits, {@code .}, {@code _} or {@code -}; not {@code belfry}
     */
    public Builder namespace(String value) {
      namespace = new Keyspace(value).namespace();
      return this;
    }

    /** How long connecting may take. Default: {@link #DEFAULT_CONNECT_TIMEOUT}. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = requirePositive(value, "connect timeout");
      return this;
    }

    /**
     * How long a command may take, a reconnection included. Default: {@link
     * #DEFAULT_COMMAND_TIMEOUT}.
     */
    public Builder commandTimeout(Duration value) {
      commandTimeout = requirePositive(value, "command timeout");
      return this;
    }

    public RedisTarget build() {
      return new RedisTarget(this);
    }

    private static Duration requirePositive(Duration value, String what) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("the " + what + " must be positive: " + value);
      }
      return value;
    }
  }
}
