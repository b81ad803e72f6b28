package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real Redis, emptied before each test, with raw commands to seed it and to read its state. */
abstract class RedisFixture {
  static final String QUEUE = "q1";
  static final Keys KEYS = Keyspace.DEFAULT.queue(QUEUE);

  private static EmbeddedRedis redis;
  private static io.lettuce.core.RedisClient client;
  static RedisTarget target;
  static RedisBroker broker;
  static RedisCommands<String, byte[]> raw;

  @BeforeAll
  static void startRedis() throws Exception {
    redis = EmbeddedRedis.create();
    redis.start();
    target = RedisTarget.parse(redis.uri());
    broker = RedisBroker.connect(target);
    client = io.lettuce.core.RedisClient.create(redis.uri());
    raw = client.connect(KeyValueCodec.INSTANCE).sync();
  }

  @AfterAll
  static void stopRedis() {
    broker.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    redis.close();
  }

  @BeforeEach
  void emptyRedis() {
    raw.flushall();
  }

  static TaskMessage.Builder message(String id) {
    return TaskMessage.builder("T", id, QUEUE)
        .payload(ByteString.copyFromUtf8("p"))
        .maxRetry(25)
        .timeoutSeconds(1800);
  }

  /** A pending task as Go leaves it; the first one given is the first to run. */
  static void seedPending(String... ids) {
    for (String id : ids) {
      hset(id, "msg", message(id).build().encode());
      hset(id, "state", "pending");
      hset(id, "pending_since", "1700000000000000000");
      raw.lpush(KEYS.pending(), bytes(id));
    }
  }

  /** An active task as Go leaves it. */
  static void seedActive(String id, long leaseEnd) {
    hset(id, "msg", message(id).build().encode());
    hset(id, "state", "active");
    raw.lpush(KEYS.active(), bytes(id));
    zadd(KEYS.lease(), leaseEnd, id);
  }

  /** A task in one of the sorted sets as Go leaves it. */
  static void seedWaiting(String state, String id, long score) {
    hset(id, "msg", message(id).build().encode());
    hset(id, "state", state);
    zadd(KEYS.prefix() + state, score, id);
  }

  static LeasedTask dequeueOne() {
    return broker.dequeue(QUEUE, 1, "server").tasks().getFirst();
  }

  /** A task that this server has. */
  static LeasedTask active(TaskMessage message) {
    seedPending(message.id());
    hset(message.id(), "msg", message.encode());
    return dequeueOne();
  }

  static LeasedTask active(String id) {
    return active(message(id).build());
  }

  static Ack done(LeasedTask task) {
    return new Ack.Done(task.lease(), task.message());
  }

  /** All outcomes that a task may have. */
  static List<Ack> everyAck(LeasedTask task) {
    var lease = task.lease();
    var message = task.message();
    return List.of(
        new Ack.Done(lease, message),
        new Ack.Complete(lease, message),
        new Ack.Retry(lease, message, "e", Duration.ofSeconds(5), Ack.Cost.RETRY),
        new Ack.Archive(lease, message, "e"),
        new Ack.Requeue(lease, message));
  }

  static Ack.Result acknowledge(Ack ack) {
    return broker.acknowledge(QUEUE, List.of(ack)).getFirst();
  }

  static void zadd(String key, long score, String id) {
    raw.zadd(key, (double) score, bytes(id));
  }

  static long score(String key, String id) {
    return raw.zscore(key, bytes(id)).longValue();
  }

  static void hset(String id, String field, String value) {
    hset(id, field, bytes(value));
  }

  static void hset(String id, String field, byte[] value) {
    raw.hset(KEYS.task(id), field, value);
  }

  static @Nullable String hget(String id, String field) {
    byte[] value = raw.hget(KEYS.task(id), field);
    return value == null ? null : text(value);
  }

  static TaskMessage stored(String id) throws Exception {
    return TaskMessage.decode(raw.hget(KEYS.task(id), "msg"));
  }

  static List<String> list(String key) {
    return raw.lrange(key, 0, -1).stream().map(RedisFixture::text).toList();
  }

  static List<String> zset(String key) {
    return raw.zrange(key, 0, -1).stream().map(RedisFixture::text).toList();
  }

  static @Nullable String get(String key) {
    byte[] value = raw.get(key);
    return value == null ? null : text(value);
  }

  static long second() {
    return Long.parseLong(text(raw.time().get(0)));
  }

  /** Everything that Redis holds, by key. */
  static Map<String, String> everything() {
    var state = new TreeMap<String, String>();
    for (String key : raw.keys("*")) {
      Object value =
          switch (raw.type(key)) {
            case "string" -> get(key);
            case "list" -> list(key);
            case "set" -> raw.smembers(key).stream().map(RedisFixture::text).sorted().toList();
            case "zset" -> {
              var entries = new ArrayList<String>();
              raw.zrangeWithScores(key, 0, -1)
                  .forEach(e -> entries.add(text(e.getValue()) + '=' + (long) e.getScore()));
              yield entries;
            }
            default -> {
              var fields = new TreeMap<String, String>();
              raw.hgetall(key).forEach((name, field) -> fields.put(name, text(field)));
              yield fields;
            }
          };
      state.put(key, String.valueOf(value));
    }
    return state;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
