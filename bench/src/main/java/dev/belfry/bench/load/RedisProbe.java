package dev.belfry.bench.load;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at Redis itself, on a connection of its own. For one thread. */
public final class RedisProbe implements AutoCloseable {
  /** Keys per step of a scan; a step takes Redis about a millisecond. */
  private static final int SCAN_STEP = 5_000;

  /** Enough that one of them meets no delay. */
  private static final int CLOCK_SAMPLES = 200;

  private static final int SLOW_KEPT = 100_000;

  private final String namespace;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;

  public RedisProbe(RedisTarget target) {
    namespace = target.namespace();
    String socket = target.socket();
    RedisURI.Builder uri =
        socket != null
            ? RedisURI.Builder.socket(socket)
            : RedisURI.Builder.redis(target.host(), target.port())
                .withSsl(target.transport() == RedisTarget.Transport.TLS);
    String password = target.password();
    String user = target.user();
    if (password != null && user != null) {
      uri.withAuthentication(user, password);
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
    client =
        RedisClient.create(
            uri.withDatabase(target.database()).withTimeout(target.commandTimeout()).build());
    connection = client.connect();
    redis = connection.sync();
  }

  /** A section of {@code INFO}. */
  Map<String, String> info(String section) {
    return redis
        .info(section)
        .lines()
        .filter(line -> line.indexOf(':') > 0)
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1).strip(),
                (first, second) -> first));
  }

  /** CPU time that Redis has used so far. */
  public double cpuMicros() {
    Map<String, String> cpu = info("cpu");
    return (number(cpu, "used_cpu_user") + number(cpu, "used_cpu_sys")) * 1e6;
  }

  /** What data takes: all of the memory but the buffers of connections. */
  double memoryBytes() {
    Map<String, String> memory = info("memory");
    return number(memory, "used_memory") - number(memory, "mem_clients_normal");
  }

  /** Commands so far, those within scripts included. */
  public long commands() {
    return (long) number(info("stats"), "total_commands_processed");
  }

  /** How often each command was called so far, those within scripts included. */
  public Map<String, Long> calls() {
    return info("commandstats").entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().replace("cmdstat_", ""),
                entry -> Long.parseLong(entry.getValue().replaceAll("calls=(\\d+).*", "$1"))));
  }

  /** One round trip. */
  public void ping() {
    redis.ping();
  }

  /** Redis is to remember, from now on, the commands that take it longer than {@code limit}. */
  public void noteSlow(Duration limit) {
    redis.configSet("slowlog-log-slower-than", Long.toString(limit.toNanos() / 1000));
    redis.configSet("slowlog-max-len", Integer.toString(SLOW_KEPT));
    redis.slowlogReset();
  }

  /** The longest of them with their milliseconds, the longest first, one of each name. */
  public Map<String, Double> slowest() {
    Map<String, Long> micros = new HashMap<>();
    for (Object entry : redis.slowlogGet(SLOW_KEPT)) {
      var fields = (List<?>) entry;
      String name = String.valueOf(((List<?>) fields.get(3)).getFirst()).toLowerCase(Locale.ROOT);
      micros.merge(name, (Long) fields.get(2), Math::max);
    }
    Map<String, Double> slowest = new LinkedHashMap<>();
    micros.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> slowest.put(entry.getKey(), entry.getValue() / 1e3));
    return slowest;
  }

  private static double number(Map<String, String> info, String field) {
    return Double.parseDouble(info.getOrDefault(field, "0"));
  }

  /**
   * What to add to {@link System#nanoTime} for the nanoseconds since 1970 of Redis' clock: from the
   * quickest of many round trips, so right to half of that.
   */
  long clockOffsetNanos() {
    long best = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < CLOCK_SAMPLES; i++) {
      long before = System.nanoTime();
      List<String> time = redis.time();
      long after = System.nanoTime();
      if (after - before < best) {
        best = after - before;
        long theirs =
            Long.parseLong(time.get(0)) * 1_000_000_000L + Long.parseLong(time.get(1)) * 1_000L;
        offset = theirs - (before + best / 2);
      }
    }
    return offset;
  }

  /** Tasks that are to be run now or are being run. */
  long unfinished(String queue) {
    return redis.llen(key(queue, "pending")) + redis.llen(key(queue, "active"));
  }

  /** Scheduled tasks that are due within a second. */
  long due(String queue, long second) {
    return redis.zcount(
        key(queue, "scheduled"),
        Range.from(Range.Boundary.unbounded(), Range.Boundary.including(second)));
  }

  /** Servers take nothing from the queue. */
  void pause(String queue) {
    redis.set(key(queue, "paused"), "1");
  }

  /** Takes back {@link #pause}. */
  void resume(String queue) {
    redis.del(key(queue, "paused"));
  }

  /** Removes the queue with all it has. */
  void delete(String queue) {
    // What Belfry keeps beside the format begins with another word than the namespace.
    var args = ScanArgs.Builder.matches("*:{" + queue + "}:*").limit(SCAN_STEP);
    KeyScanCursor<String> cursor = redis.scan(args);
    while (true) {
      if (!cursor.getKeys().isEmpty()) {
        redis.unlink(cursor.getKeys().toArray(String[]::new));
      }
      if (cursor.isFinished()) {
        break;
      }
      cursor = redis.scan(cursor, args);
    }
    redis.srem(namespace + ":queues", queue);
  }

  private String key(String queue, String name) {
    return namespace + ":{" + queue + "}:" + name;
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
