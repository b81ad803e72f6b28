package dev.belfry.messaging.redis;

import dev.belfry.messaging.Claim;
import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.ProcessedStore;
import dev.belfry.service.config.RedisConf;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;

/**
 * A {@link ProcessedStore} in Redis: one server, the master that Sentinels know, or a Cluster. One
 * key for each message, by default {@code belfry:done:<scope>:<id>}, which Redis forgets after the
 * retention. Redis' clock is the only one.
 *
 * <p>Redis replicates late: after a failover the last marks can be missing, and what they stood for
 * can run again. Thread-safe; {@link #close} ends the connection.
 */
public final class RedisProcessedStore implements ProcessedStore, AutoCloseable {
  /** 24 h: longer than a broker is away, or a group is stopped, on any ordinary day. */
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(24);

  /** What the keys start with by default. */
  public static final String DEFAULT_PREFIX = "belfry:done:";

  private final RedisConnection redis;
  private final String prefix;
  private final String retention;

  private RedisProcessedStore(RedisConnection redis, String prefix, Duration retention) {
    this.redis = redis;
    this.prefix = prefix;
    this.retention = "" + retention.toMillis();
  }

  /**
   * Starts the settings of a store.
   *
   * @param uri {@code redis://[[user]:password@]host[:port][/database]}, with {@code rediss} for
   *     TLS, or {@code redis-sentinel://host[:port],…[/database]#master}
   */
  public static Builder builder(String uri) {
    return new Builder(() -> RedisConnection.open(uri));
  }

  /** Starts the settings of a store in the Redis that a file names. */
  public static Builder builder(RedisConf conf) {
    return new Builder(() -> RedisConnection.open(conf));
  }

  @Override
  public Claim claim(String key, String owner, Duration lease) {
    var answer =
        (List<?>) run(Script.CLAIM, ScriptOutputType.MULTI, key, owner, "" + lease.toMillis());
    return switch ((String) answer.get(0)) {
      case "granted" -> new Claim.Granted(Integer.parseInt((String) answer.get(1)));
      case "busy" -> new Claim.Busy(Duration.ofMillis(Long.parseLong((String) answer.get(1))));
      default -> new Claim.Finished((String) answer.get(1));
    };
  }

  @Override
  public boolean renew(String key, String owner, Duration lease) {
    return holds(run(Script.RENEW, ScriptOutputType.INTEGER, key, owner, "" + lease.toMillis()));
  }

  @Override
  public boolean finish(String key, String owner, String note) {
    return holds(run(Script.FINISH, ScriptOutputType.INTEGER, key, owner, note));
  }

  @Override
  public void fail(String key, String owner, Duration pause) {
    var unused = run(Script.FAIL, ScriptOutputType.INTEGER, key, owner, "" + pause.toMillis());
  }

  @Override
  public void release(String key, String owner) {
    var unused = run(Script.FAIL, ScriptOutputType.INTEGER, key, owner, "");
  }

  @Override
  public void forget(String key) {
    try {
      redis.delete(prefix + key);
    } catch (RedisException e) {
      throw away(e);
    }
  }

  @Override
  public void close() {
    redis.close();
  }

  private static boolean holds(Object answer) {
    return answer.equals(1L);
  }

  private Object run(Script script, ScriptOutputType output, String key, String... arguments) {
    try {
      return redis.run(script, output, prefix + key, arguments[0], arguments[1], retention);
    } catch (RedisException e) {
      throw away(e);
    }
  }

  private MessagingException away(RedisException e) {
    return new MessagingException("Redis at " + redis + ": " + e.getMessage(), e);
  }

  private interface Opening {
    RedisConnection open();
  }

  /** Settings of a {@link RedisProcessedStore}. Not thread-safe. */
  public static final class Builder {
    private final Opening opening;
    private String prefix = DEFAULT_PREFIX;
    private Duration retention = DEFAULT_RETENTION;

    private Builder(Opening opening) {
      this.opening = opening;
    }

    /** What all keys start with. Default: {@value RedisProcessedStore#DEFAULT_PREFIX}. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /**
     * How long a message counts as done, at least as long as the broker can deliver it again.
     * Default: {@link #DEFAULT_RETENTION}.
     */
    public Builder retention(Duration retention) {
      if (retention.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("retention is at least 1 s, not " + retention);
      }
      this.retention = retention;
      return this;
    }

    /**
     * Connects. Later outages of Redis are waited out by the connection.
     *
     * @throws MessagingException if Redis cannot be reached
     * @throws IllegalArgumentException if the address is wrong
     */
    public RedisProcessedStore connect() {
      return new RedisProcessedStore(opening.open(), prefix, retention);
    }
  }
}
