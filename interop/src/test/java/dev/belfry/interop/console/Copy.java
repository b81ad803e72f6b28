package dev.belfry.interop.console;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.store.Change;
import dev.belfry.interop.store.Store;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A copy of a Redis, as often as one is needed: the original is kept in the database 1, and copied
 * to the database 0. Servers and schedulers are left out, since they do not live here.
 */
final class Copy implements AutoCloseable {
  private static final String ALIVE = "asynq:(servers|workers|schedulers)\\b.*";
  private static final String CANCEL_CHANNEL = "asynq:cancel";

  private static final String RENEW =
      """
      redis.call('SELECT', 0)
      redis.call('FLUSHDB')
      redis.call('SELECT', 1)
      for _, key in ipairs(redis.call('KEYS', '*')) do
        redis.call('COPY', key, key, 'DB', 0)
      end
      """;

  /** Every key with its type, whether it ends, and what it holds. */
  private static final String ALL =
      """
      redis.call('SELECT', 0)
      local all = {}
      for _, key in ipairs(redis.call('KEYS', '*')) do
        local type = redis.call('TYPE', key).ok
        local row = {key, type, redis.call('TTL', key) >= 0 and 'ends' or 'stays'}
        local values = {}
        if type == 'string' then values = {redis.call('GET', key)}
        elseif type == 'list' then values = redis.call('LRANGE', key, 0, -1)
        elseif type == 'set' then values = redis.call('SMEMBERS', key)
        elseif type == 'zset' then values = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
        elseif type == 'hash' then values = redis.call('HGETALL', key) end
        for _, value in ipairs(values) do row[#row + 1] = value end
        all[#all + 1] = row
      end
      redis.call('SELECT', 1)
      return all
      """;

  /** So near to now, a second was written by the action, or just before. */
  private static final long NEAR_SECONDS = 600;

  final EmbeddedRedis redis = EmbeddedRedis.create();
  private final RedisClient client;
  private final RedisCommands<String, byte[]> original;
  private final List<String> cancelled = new CopyOnWriteArrayList<>();

  Copy(Store source) {
    redis.start();
    client = RedisClient.create(redis.uri());
    original = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
    original.select(1);
    for (String key : source.raw().keys("*")) {
      long ttl = source.raw().pttl(key);
      if (!key.matches(ALIVE) && ttl != -2) {
        original.restore(key, source.raw().dump(key), RestoreArgs.Builder.ttl(Math.max(ttl, 0)));
      }
    }
    var listener = client.connectPubSub();
    listener.addListener(
        new RedisPubSubAdapter<String, String>() {
          @Override
          public void message(String channel, String message) {
            cancelled.add(message);
          }
        });
    listener.sync().subscribe(CANCEL_CHANNEL);
  }

  /** Makes it a copy again. */
  void renew() {
    original.eval(RENEW, ScriptOutputType.STATUS, new String[0]);
    cancelled.clear();
  }

  /** The tasks whose cancellation was asked for, since it was a copy. */
  List<String> cancelled() {
    return cancelled.stream().sorted().toList();
  }

  /** The keys in which this copy differs from another one for asynq, with what both have. */
  Map<String, String> differences(Copy other) {
    var change = new Change(other.seen(), seen());
    var differences = new TreeMap<String, String>();
    for (String key : change.keys()) {
      differences.put(key, change.before().get(key) + " is here " + change.after().get(key));
    }
    return differences;
  }

  /**
   * All that asynq can see, without what its own actions leave behind: locks of tasks that are
   * gone, the group of a task that is in none, and since when a task is pending that is not, or was
   * not. Moments about now are not told apart.
   */
  private Map<String, Object> seen() {
    List<List<byte[]>> rows = original.eval(ALL, ScriptOutputType.MULTI, new String[0]);
    var seen = new TreeMap<String, Object>();
    for (List<byte[]> row : rows) {
      List<String> values =
          row.stream().map(value -> new String(value, StandardCharsets.ISO_8859_1)).toList();
      String key = new String(row.getFirst(), StandardCharsets.UTF_8);
      if (!key.startsWith("belfry:")) {
        seen.put(
            key, List.of(values.get(2), held(values.get(1), values.subList(3, values.size()))));
      }
    }
    seen.entrySet()
        .removeIf(each -> each.getKey().contains(":unique:") && !seen.containsKey(owner(each)));
    return seen;
  }

  /** The record of the task that has a lock. */
  private static String owner(Map.Entry<String, Object> lock) {
    String id = ((List<?>) lock.getValue()).get(1).toString();
    return lock.getKey().replaceFirst(":unique:.*", ":t:") + id;
  }

  private static Object held(String type, List<String> values) {
    long now = System.currentTimeMillis() / 1000;
    return switch (type) {
      case "string" -> value(values.getFirst(), now);
      case "list" -> values;
      case "set" -> new TreeSet<>(values);
      default -> {
        var members = new TreeMap<String, String>();
        for (int i = 0; i < values.size(); i += 2) {
          members.put(values.get(i), value(values.get(i + 1), now));
        }
        members
            .keySet()
            .removeIf(name -> name.startsWith("belfry_") || name.equals("pending_since"));
        if (!"aggregating".equals(members.get("state"))) {
          members.remove("group");
        }
        yield members;
      }
    };
  }

  private static String value(String text, long now) {
    boolean near = text.matches("\\d{10}") && Math.abs(Long.parseLong(text) - now) < NEAR_SECONDS;
    return near ? "now" : text;
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    redis.close();
  }
}
