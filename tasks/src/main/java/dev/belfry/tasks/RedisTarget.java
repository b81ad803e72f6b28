package dev.belfry.tasks;

import dev.belfry.service.config.RedisConf;
import dev.belfry.tasks.internal.wire.Keyspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis to talk to, and as whom: one server, a Unix socket, a group watched by Sentinels, or
 * a Cluster. Immutable; its text never shows a password.
 *
 * <p>Redis 6.2 or later.
 */
public final class RedisTarget {
  /** The port that Redis has by default. */
  public static final int DEFAULT_PORT = 6379;

  /** The port that a Sentinel has by default. */
  public static final int DEFAULT_SENTINEL_PORT = 26379;

  /** The namespace by default: the one that Go's asynq uses, so that both work together. */
  public static final String DEFAULT_NAMESPACE = Keyspace.DEFAULT_NAMESPACE;

  /** How long connecting may take by default; as in asynq. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * How long a command may take by default, a reconnection in the meantime included. Long enough to
   * ride out a restart of Redis or a failover, short against the 30 s of a lease.
   */
  public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(5);

  /**
   * How many replicas must have a write by default where a replica can take over: losing the master
   * then loses nothing. A single server has none.
   */
  public static final int DEFAULT_FAILOVER_REPLICAS = 1;

  /** The shape of a Redis. */
  public enum Kind {
    /** One server at a host and port. */
    SERVER,
    /** One server on this machine. */
    UNIX_SOCKET,
    /** A master with replicas; Sentinels know which one is the master. */
    SENTINEL,
    /** A Redis Cluster. */
    CLUSTER
  }

  /** Whether the connection is encrypted. */
  public enum Transport {
    PLAIN,
    TLS
  }

  /** Where a server listens. */
  public record Node(String host, int port) {
    public Node {
      if (host.isBlank()) {
        throw new IllegalArgumentException("the host of a Redis target must not be blank");
      }
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "the port of a Redis target must lie between 1 and 65535: " + port);
      }
    }

    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
  }

  private final RedisSettings settings;

  private RedisTarget(RedisSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads an address.
   *
   * <ul>
   *   <li>{@code redis://[[user]:password@]host[:port][/database]}
   *   <li>{@code rediss://...} the same with TLS
   *   <li>{@code redis-socket://[[user]:password@]/path[?db=database]} a Unix socket
   *   <li>{@code redis-sentinel://[[user]:password@]host[:port],...[/database]?master=name} the
   *       Sentinels with their login; {@code &user=} and {@code &password=} for the servers
   *   <li>{@code redis-cluster://[[user]:password@]host[:port],...} some nodes of a Cluster
   *   <li>{@code rediss-sentinel://...} and {@code rediss-cluster://...} the same with TLS
   * </ul>
   *
   * Reserved characters in user and password are percent-encoded.
   *
   * @throws IllegalArgumentException if the address has another form; says what is wrong with it
   */
  public static RedisTarget parse(String uri) {
    return RedisAddress.parse(uri).build();
  }

  /** A builder with all that an address says, as for {@link #parse}. */
  public static Builder builder(String uri) {
    return RedisAddress.parse(uri);
  }

  /**
   * The server, or the Cluster, that a {@code Redis} section of a configuration names. Without a
   * port it is {@link #DEFAULT_PORT}.
   *
   * @throws IllegalArgumentException if {@code Host} is not {@code host[:port]}, with commas
   *     between several nodes of a Cluster, or a Cluster is to have a database
   */
  public static RedisTarget of(RedisConf conf) {
    String scheme = conf.type() == RedisConf.Type.CLUSTER ? "redis-cluster://" : "redis://";
    var builder =
        RedisAddress.parse(scheme + conf.host())
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
    return new Builder(Kind.SERVER, List.of(new Node(host, port)), "");
  }

  /**
   * A builder for a server on this machine that listens on a Unix socket. Linux on x86-64 and ARM
   * 64; elsewhere connecting says what is missing.
   */
  public static Builder unixSocket(String path) {
    return new Builder(Kind.UNIX_SOCKET, List.of(new Node("localhost", DEFAULT_PORT)), path);
  }

  /**
   * A builder for the master that Sentinels know under a name.
   *
   * @param sentinels {@code host[:port]} each; all of them, so that any may be away
   */
  public static Builder sentinel(String masterName, String... sentinels) {
    return sentinel(
        masterName, RedisAddress.nodes(String.join(",", sentinels), DEFAULT_SENTINEL_PORT));
  }

  static Builder sentinel(String masterName, List<Node> sentinels) {
    if (masterName.isBlank()) {
      throw new IllegalArgumentException("the name of the master must not be blank");
    }
    return new Builder(Kind.SENTINEL, sentinels, masterName);
  }

  /**
   * A builder for a Cluster.
   *
   * @param nodes {@code host[:port]} each; some of them, from which the others are learned
   */
  public static Builder cluster(String... nodes) {
    return cluster(RedisAddress.nodes(String.join(",", nodes), DEFAULT_PORT));
  }

  static Builder cluster(List<Node> nodes) {
    return new Builder(Kind.CLUSTER, nodes, "");
  }

  /** The shape of this Redis. */
  public Kind kind() {
    return settings.kind();
  }

  /** The server, the Sentinels, or the nodes of the Cluster that are known from the start. */
  public List<Node> nodes() {
    return settings.nodes();
  }

  /** Path of the Unix socket, or null if this is something else. */
  public @Nullable String socket() {
    return settings.kind() == Kind.UNIX_SOCKET ? settings.name() : null;
  }

  /** The name under which the Sentinels know the master; empty without Sentinels. */
  public String masterName() {
    return settings.kind() == Kind.SENTINEL ? settings.name() : "";
  }

  /** The host of the first node. */
  public String host() {
    return settings.nodes().getFirst().host();
  }

  /** The port of the first node. */
  public int port() {
    return settings.nodes().getFirst().port();
  }

  /** The user to log in as; null is Redis's default user. */
  public @Nullable String user() {
    return settings.login().user();
  }

  /** The password, or null if none is needed. */
  public @Nullable String password() {
    return settings.login().password();
  }

  /** The user to log in to the Sentinels as; null is their default user. */
  public @Nullable String sentinelUser() {
    return settings.sentinelLogin().user();
  }

  /** The password of the Sentinels, or null if none is needed. */
  public @Nullable String sentinelPassword() {
    return settings.sentinelLogin().password();
  }

  public int database() {
    return settings.database();
  }

  public Transport transport() {
    return settings.transport();
  }

  /** PEM file with the certificates that are trusted; null trusts what Java trusts. */
  public @Nullable Path trustedCertificates() {
    return settings.certificates().trusted();
  }

  /** PEM file with this client's certificate, or null if it has none. */
  public @Nullable Path clientCertificate() {
    return settings.certificates().own();
  }

  /** PEM file with the key of {@link #clientCertificate}, or null. */
  public @Nullable Path clientKey() {
    return settings.certificates().ownKey();
  }

  /** What all keys and channels start with. */
  public String namespace() {
    return settings.namespace();
  }

  /** How many replicas must have a write before it counts as done. */
  public int replicas() {
    return settings.replicas();
  }

  public Duration connectTimeout() {
    return settings.connectTimeout();
  }

  public Duration commandTimeout() {
    return settings.commandTimeout();
  }

  /** The address for people and logs: without users and passwords. */
  public String address() {
    return RedisAddress.write(settings);
  }

  @Override
  public String toString() {
    return address();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisTarget that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** Collects what a target needs. For one thread. */
  public static final class Builder {
    private static final int UNSET = -1;

    private final Kind kind;
    private final List<Node> nodes;
    private final String name;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String sentinelUser;
    private @Nullable String sentinelPassword;
    private int database;
    private Transport transport = Transport.PLAIN;
    private RedisSettings.Certificates certificates = RedisSettings.Certificates.NONE;
    private String namespace = DEFAULT_NAMESPACE;
    private int replicas = UNSET;
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;

    private Builder(Kind kind, List<Node> nodes, String name) {
      this.kind = kind;
      this.nodes = List.copyOf(nodes);
      this.name = name;
    }

    /** The user at the servers, one of their ACL. Default: Redis's default user. */
    public Builder user(String value) {
      user = value;
      return this;
    }

    /** The password at the servers. Default: none. */
    public Builder password(String value) {
      password = value;
      return this;
    }

    /** The user at the Sentinels, who have users of their own. Default: their default user. */
    public Builder sentinelUser(String value) {
      sentinelUser = value;
      return this;
    }

    /** The password at the Sentinels. Default: none, whatever that of the servers is. */
    public Builder sentinelPassword(String value) {
      sentinelPassword = value;
      return this;
    }

    /** Number of the database. A Cluster has none but 0. Default: 0. */
    public Builder database(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("a Redis database must not be negative: " + value);
      }
      database = value;
      return this;
    }

    /**
     * With TLS, the certificate must be for the host that is connected to, and be signed by someone
     * trusted; Sentinels are spoken to in TLS too. Default: {@link Transport#PLAIN}.
     */
    public Builder transport(Transport value) {
      transport = value;
      return this;
    }

    /**
     * Trusts the certificates in a PEM file, and no others; they may be those of an authority or of
     * the servers. Only with TLS. Default: what Java trusts.
     */
    public Builder trustedCertificates(Path pem) {
      certificates = new RedisSettings.Certificates(pem, certificates.own(), certificates.ownKey());
      return this;
    }

    /**
     * Shows the server a certificate, as {@code tls-auth-clients yes} asks for. Only with TLS.
     * Default: none.
     *
     * @param pem the certificate, with those of its authorities after it
     * @param key its private key, PKCS #8 in PEM form without a password
     */
    public Builder clientCertificate(Path pem, Path key) {
      certificates = new RedisSettings.Certificates(certificates.trusted(), pem, key);
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

    /**
     * How many replicas must have a task, its fetching or its outcome before that counts as done.
     * Redis acknowledges a write before its replicas have it, and forgets it if the master dies
     * just then. Each write costs a round trip to the replicas more, which the writes of the same
     * moment share.
     *
     * <p>Replicas that are away or behind are waited for, up to 4 s the first time, in case one of
     * them has been made the master; then writes count without them, with a warning, so that a
     * master that is left alone goes on working. Where that must not be, {@code
     * min-replicas-to-write} of Redis refuses such writes, and Belfry tries them again until the
     * command timeout. A failover that Sentinels are told to make while the master is well may lose
     * the last writes all the same. Default: 1 with Sentinels or a Cluster, else 0.
     */
    public Builder replicas(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("the replicas must not be negative: " + value);
      }
      replicas = value;
      return this;
    }

    /** How long connecting may take, positive. Default: {@link #DEFAULT_CONNECT_TIMEOUT}. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = requirePositive(value, "connect timeout");
      return this;
    }

    /**
     * How long a command may take, a reconnection or a failover included; positive. Default: {@link
     * #DEFAULT_COMMAND_TIMEOUT}.
     */
    public Builder commandTimeout(Duration value) {
      commandTimeout = requirePositive(value, "command timeout");
      return this;
    }

    /**
     * The target.
     *
     * @throws IllegalArgumentException if it is a Cluster and has a database, or certificates were
     *     given without TLS
     */
    public RedisTarget build() {
      if (kind == Kind.CLUSTER && database != 0) {
        throw new IllegalArgumentException("a Redis Cluster has no database " + database);
      }
      if (transport == Transport.PLAIN && !certificates.equals(RedisSettings.Certificates.NONE)) {
        throw new IllegalArgumentException("certificates were given, but the transport is not TLS");
      }
      return new RedisTarget(
          new RedisSettings(
              kind,
              nodes,
              name,
              new RedisSettings.Login(user, password),
              new RedisSettings.Login(sentinelUser, sentinelPassword),
              database,
              transport,
              certificates,
              namespace,
              replicas == UNSET ? defaultReplicas() : replicas,
              connectTimeout,
              commandTimeout));
    }

    private int defaultReplicas() {
      boolean failsOver = kind == Kind.SENTINEL || kind == Kind.CLUSTER;
      return failsOver ? DEFAULT_FAILOVER_REPLICAS : 0;
    }

    private static Duration requirePositive(Duration value, String what) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("the " + what + " must be positive: " + value);
      }
      return value;
    }
  }
}
