package dev.belfry.interop.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that a Redis holds. Thread-safe. */
public final class Store implements AutoCloseable {
  private static final String BELFRY = "belfry:";

  private final RedisClient client;
  private final RedisCommands<String, byte[]> raw;

  public Store(EmbeddedRedis redis) {
    client = RedisClient.create(redis.uri());
    raw = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
  }

  /** Commands for what the methods here do not say. */
  public RedisCommands<String, byte[]> raw() {
    return raw;
  }

  /** Runs a script, to seed what one command each would take too long for. */
  public void seed(String script, String... arguments) {
    byte[][] values = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      values[i] = arguments[i].getBytes(UTF_8);
    }
    raw.eval(script, ScriptOutputType.STATUS, new String[0], values);
  }

  /** The queue of that name. */
  public GoQueue queue(String name) {
    return new GoQueue(this, name);
  }

  public void clear() {
    raw.flushall();
  }

  /** The names of all keys that belong to asynq's format, or to nobody. */
  public Set<String> keys() {
    var keys = new TreeSet<>(raw.keys("*"));
    keys.removeIf(Store::isBelfrys);
    return keys;
  }

  /** The names of Belfry's own keys, at which asynq never looks. */
  public Set<String> keysOfBelfry() {
    return new TreeSet<>(raw.keys(BELFRY + '*'));
  }

  private static boolean isBelfrys(String key) {
    return key.startsWith(BELFRY);
  }

  /** A string, or null. */
  public @Nullable String text(String key) {
    byte[] value = raw.get(key);
    return value == null ? null : new String(value, UTF_8);
  }

  /** A list from left to right. */
  public List<String> list(String key) {
    return texts(raw.lrange(key, 0, -1));
  }

  public Set<String> set(String key) {
    return new TreeSet<>(texts(List.copyOf(raw.smembers(key))));
  }

  /** The members of a sorted set with their scores, ascending; a fraction is an error. */
  public Map<String, Long> zset(String key) {
    var members = new LinkedHashMap<String, Long>();
    for (ScoredValue<byte[]> each : raw.zrangeWithScores(key, 0, -1)) {
      if (each.getScore() != Math.rint(each.getScore())) {
        throw new AssertionError(key + " has a score that is not whole: " + each.getScore());
      }
      members.put(new String(each.getValue(), UTF_8), (long) each.getScore());
    }
    return members;
  }

  /** Seconds until the key ends; -1 if it does not, -2 if there is none. */
  public long ttl(String key) {
    return raw.ttl(key);
  }

  /** The clock of Redis. */
  public long second() {
    return Long.parseLong(new String(raw.time().getFirst(), UTF_8));
  }

  /** What {@code action} changed. */
  public Change change(Runnable action) {
    Map<String, Object> before = snapshot();
    action.run();
    return new Change(before, snapshot());
  }

  /** Every key with what it holds, without Belfry's own ones. */
  public Map<String, Object> snapshot() {
    var all = new TreeMap<String, Object>();
    for (String key : keys()) {
      all.put(
          key,
          switch (raw.type(key)) {
            case "string" -> new String(raw.get(key), UTF_8);
            case "list" -> list(key);
            case "set" -> set(key);
            case "zset" -> zset(key);
            default -> fields(key);
          });
    }
    return all;
  }

  private Map<String, String> fields(String key) {
    var fields = new TreeMap<String, String>();
    raw.hgetall(key).forEach((name, value) -> fields.put(name, HexFormat.of().formatHex(value)));
    return fields;
  }

  private static List<String> texts(List<byte[]> values) {
    return values.stream().map(value -> new String(value, UTF_8)).toList();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
