package dev.belfry.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real Redis with raw commands that leave there what Go programs leave. For one thread. */
public final class GoStore implements AutoCloseable {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final EmbeddedRedis redis;
  private final RedisClient client;
  private final RedisCommands<String, byte[]> raw;

  private GoStore(EmbeddedRedis redis) {
    this.redis = redis;
    client = RedisClient.create(redis.uri());
    raw = client.connect(CODEC).sync();
  }

  /** Starts one. */
  public static GoStore start() throws Exception {
    var redis = EmbeddedRedis.create();
    redis.start();
    return new GoStore(redis);
  }

  /** Its address. */
  public String uri() {
    return redis.uri();
  }

  /** Where it is. */
  public RedisTarget target() {
    return RedisTarget.parse(redis.uri());
  }

  /** All commands, to look and to seed. */
  public RedisCommands<String, byte[]> raw() {
    return raw;
  }

  /** The names of the keys of a queue. */
  public static Keys keys(String queue) {
    return Keyspace.DEFAULT.queue(queue);
  }

  /** The message of a task of type T. */
  public static TaskMessage.Builder message(String queue, String id) {
    return TaskMessage.builder("T", id, queue)
        .payload(ByteString.copyFromUtf8("p"))
        .maxRetry(25)
        .timeoutSeconds(1800);
  }

  /** The record of a task, in no list or set. */
  public void record(String queue, String id, String state) {
    record(message(queue, id).build(), state);
  }

  /** The record of a task, in no list or set. */
  public void record(TaskMessage message, String state) {
    String key = keys(message.queue()).task(message.id());
    raw.hset(key, "msg", message.encode());
    raw.hset(key, "state", bytes(state));
    raw.sadd(Keyspace.DEFAULT.queues(), bytes(message.queue()));
  }

  /** Pending tasks; the first one given is the first to run. */
  public void pending(String queue, String... ids) {
    for (String id : ids) {
      record(queue, id, "pending");
      raw.hset(keys(queue).task(id), "pending_since", bytes("1700000000000000000"));
      raw.lpush(keys(queue).pending(), bytes(id));
    }
  }

  /** A task that a worker has. */
  public void active(String queue, String id, long leaseEnd) {
    record(queue, id, "active");
    raw.lpush(keys(queue).active(), bytes(id));
    raw.zadd(keys(queue).lease(), (double) leaseEnd, bytes(id));
  }

  /** A task in the sorted set of its state. */
  public void waiting(String queue, TaskState state, String id, long score) {
    String name = state.name().toLowerCase(java.util.Locale.ROOT);
    record(queue, id, name);
    raw.zadd(keys(queue).container(state), (double) score, bytes(id));
  }

  /** A task in a registered group. */
  public void grouped(String queue, String group, String id, long score) {
    record(message(queue, id).group(group).build(), "aggregating");
    raw.hset(keys(queue).task(id), "group", bytes(group));
    raw.zadd(keys(queue).group(group), (double) score, bytes(id));
    raw.sadd(keys(queue).groups(), bytes(group));
  }

  /** A unique task that waits in a group: Go notes the lock in the message only. */
  public String uniqueGrouped(String queue, String group, String id, long score) {
    grouped(queue, group, id, score);
    String lock = keys(queue).lockPrefix() + "T:" + id;
    raw.hset(
        keys(queue).task(id),
        "msg",
        message(queue, id).group(group).uniqueKey(lock).build().encode());
    raw.set(lock, bytes(id), SetArgs.Builder.ex(3600));
    return lock;
  }

  /** Makes a task unique, and gives it the lock. */
  public String unique(String queue, String id) {
    String lock = keys(queue).lockPrefix() + "T:" + id;
    raw.hset(keys(queue).task(id), "msg", message(queue, id).uniqueKey(lock).build().encode());
    raw.hset(keys(queue).task(id), "unique_key", bytes(lock));
    raw.set(lock, bytes(id), SetArgs.Builder.ex(3600));
    return lock;
  }

  /** A field of a task's record. */
  public @Nullable String field(String queue, String id, String name) {
    byte[] value = raw.hget(keys(queue).task(id), name);
    return value == null ? null : text(value);
  }

  /** The ids of a list. */
  public List<String> list(String key) {
    return raw.lrange(key, 0, -1).stream().map(GoStore::text).toList();
  }

  /** The ids of a sorted set. */
  public List<String> zset(String key) {
    return raw.zrange(key, 0, -1).stream().map(GoStore::text).toList();
  }

  /** The members of a set. */
  public Set<String> set(String key) {
    return raw.smembers(key).stream().map(GoStore::text).collect(Collectors.toSet());
  }

  /** The clock of Redis. */
  public long second() {
    return Long.parseLong(text(raw.time().get(0)));
  }

  /** UTF-8. */
  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** UTF-8. */
  public static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    redis.close();
  }
}
