package dev.belfry.service.config;

import java.time.Duration;

/**
 * A Redis to use. Immutable.
 *
 * @param host {@code host:port}; for a cluster, several with commas between; required
 * @param type a single node or a cluster; default {@code node}
 * @param user the user; empty = Redis's default user
 * @param pass the password; empty = none
 * @param tls whether the connection uses TLS; default false
 * @param key a prefix or name that some callers want; default empty
 * @param db the number of the database; default 0
 * @param pingTimeout how long the first answer may take; default 1 s
 */
@NoEffect(harmless = {"NonBlock", "DisableIdentity", "Protocol", "MaintNotifications"})
public record RedisConf(
    String host,
    @Default("node") Type type,
    @Default("") String user,
    @Default("") String pass,
    @Default("false") boolean tls,
    @Default("") String key,
    @Default("0") @Range(min = 0) int db,
    @Default("1s") Duration pingTimeout) {

  /** The shape of a Redis. */
  public enum Type {
    /** One server. */
    NODE,
    /** A Redis Cluster. */
    CLUSTER
  }

  /** A single Redis without a password. */
  public static RedisConf at(String host) {
    return new RedisConf(host, Type.NODE, "", "", false, "", 0, Duration.ofSeconds(1));
  }

  /** The password is not shown. */
  @Override
  public String toString() {
    return "RedisConf[host=" + host + ", type=" + type + ", db=" + db + "]";
  }
}
