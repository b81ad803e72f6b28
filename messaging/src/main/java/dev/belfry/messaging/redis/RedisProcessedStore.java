package dev.belfry.messaging.redis;

import dev.belfry.messaging.Claim;
import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.ProcessedStore;
import dev.belfry.service.config.RedisConf;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * A {@link ProcessedStore} in Redis: one server, the master that Sentinels know, or a Cluster. One
 * key for each message, by default {@code belfry:done:<scope>:<id>}, which Redis forgets in time.
 * Redis' clock is the only one.
 *
 * <p>Redis replicates late: after a failover the last marks can be missing, and what they stood for
 * can run again. Thread-safe; {@link #close} ends the connection.
 */
public final class RedisProcessedStore implements ProcessedStore, AutoCloseable {
  /** 24 h: how long the attempts at work are known that nobody finishes. */
  private static final Duration UNFINISHED = Duration.ofHours(24);

  /** What the keys start with by default. */
  public static final String DEFAULT_PREFIX = "belfry:done:";

  private final RedisConnection redis;
  private final String prefix;

  private RedisProcessedStore(RedisConnection redis, String prefix) {
    this.redis = redis;
    this.prefix = prefix;
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
        (List<?>)
            run(Script.CLAIM, ScriptOutputType.MULTI, key, owner, millis(lease), unfinished());
    return switch ((String) answer.get(0)) {
      case "granted" -> new Claim.Granted(Integer.parseInt((String) answer.get(1)));
      case "busy" -> new Claim.Busy(Duration.ofMillis(Long.parseLong((String) answer.get(1))));
      default -> new Claim.Finished((String) answer.get(1));
    };
  }

  @Override
  public boolean renew(String key, String owner, Duration lease) {
    return holds(Script.RENEW, key, owner, millis(lease), unfinished());
  }

  @Override
  public boolean finish(String key, String owner, String note, Duration retention) {
    return holds(Script.FINISH, key, owner, note, millis(retention));
  }

  @Override
  public void fail(String key, String owner, Duration pause) {
    var unused = holds(Script.FAIL, key, owner, "1", millis(pause), unfinished());
  }

  @Override
  public void release(String key, String owner, Duration pause) {
    var unused = holds(Script.FAIL, key, owner, "0", millis(pause), unfinished());
  }

  @Override
  public boolean cancel(String key, String owner, Duration retention) {
    return holds(Script.CANCEL, key, owner, millis(retention));
  }

  @Override
  public Optional<String> note(String key) {
    var answer = (List<?>) run(Script.NOTE, ScriptOutputType.MULTI, key);
    return answer.stream().map(String.class::cast).findFirst();
  }

  @Override
  public void forget(String key) {
    try {
      redis.delete(prefix + key);
    } catch (RedisException | IllegalStateException | RejectedExecutionException e) {
      throw away(e);
    }
  }

  @Override
  public void close() {
    redis.close();
  }

  private boolean holds(Script script, String key, String... arguments) {
    return run(script, ScriptOutputType.INTEGER, key, arguments).equals(1L);
  }

  private Object run(Script script, ScriptOutputType output, String key, String... arguments) {
    try {
      return redis.run(script, output, prefix + key, arguments);
    } catch (RedisException | IllegalStateException | RejectedExecutionException e) {
      throw away(e);
    }
  }

  private static String unfinished() {
    return millis(UNFINISHED);
  }

  private static String millis(Duration duration) {
    return "" + duration.toMillis();
  }

  /** Besides what Redis answers: what Lettuce throws when it was closed meanwhile. */
  private MessagingException away(RuntimeException e) {
    return new MessagingException("Redis at " + redis + ": " + e.getMessage(), e);
  }

  private interface Opening {
    RedisConnection open();
  }

  /** Settings of a {@link RedisProcessedStore}. Not thread-safe. */
  public static final class Builder {
    private final Opening opening;
    private String prefix = DEFAULT_PREFIX;

    private Builder(Opening opening) {
      this.opening = opening;
    }

    /** What all keys start with. Default: {@value RedisProcessedStore#DEFAULT_PREFIX}. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /**
     * Connects. Later outages of Redis are waited out by the connection.
     *
     * @throws MessagingException if Redis cannot be reached
     * @throws IllegalArgumentException if the address is wrong
     */
    public RedisProcessedStore connect() {
      return new RedisProcessedStore(opening.open(), prefix);
    }
  }
}
