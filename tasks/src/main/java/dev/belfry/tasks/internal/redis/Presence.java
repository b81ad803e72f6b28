package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What servers tell about themselves. Of the tasks that they run only changes are sent.
 * Thread-safe, for one thread per server.
 */
final class Presence {
  /** Who has not shown up for so long is gone from the lists for good. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** Bounds how long one script keeps Redis busy. */
  private static final int MAX_BATCH = 500;

  private final RedisLink link;
  private final RedisClock clock;
  private final Keyspace keyspace;

  /** What Redis should have, by the key of the workers; nothing if there are none. */
  private final Map<String, Map<String, WorkerInfo>> stored = new ConcurrentHashMap<>();

  /** When the dead were last cleared away. */
  private volatile @Nullable Instant cleared;

  Presence(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
    keyspace = link.keyspace();
  }

  /** The scores of those who should no longer be listed as alive. */
  static Range<Long> dead(Instant now) {
    return Range.create(0L, now.minus(FORGOTTEN).getEpochSecond());
  }

  void writeServer(ServerInfo server, Collection<WorkerInfo> workers, Duration ttl) {
    String key = serverKey(server);
    byte[] info = server.encode();
    var told = link.send(redis -> redis.set(key, info, SetArgs.Builder.ex(ttl)));
    var alive = announce(keyspace.servers(), key, ttl);
    writeWorkers(workersKey(server), workers, ttl);
    link.await(told);
    link.await(alive);
    clearDead();
  }

  private void writeWorkers(String key, Collection<WorkerInfo> workers, Duration ttl) {
    Map<String, WorkerInfo> before = stored.getOrDefault(key, Map.of());
    Map<String, WorkerInfo> now = new HashMap<>();
    workers.forEach(worker -> now.put(worker.taskId(), worker));
    if (now.isEmpty()) {
      if (!before.isEmpty()) {
        link.call(redis -> redis.del(key));
        stored.remove(key);
      }
      return;
    }
    var alive = announce(keyspace.workers(), key, ttl);
    if (!writeChanges(key, before, now, ttl) && !writeChanges(key, Map.of(), now, ttl)) {
      stored.remove(key);
    } else {
      stored.put(key, now);
    }
    link.await(alive);
  }

  private boolean writeChanges(
      String key, Map<String, WorkerInfo> before, Map<String, WorkerInfo> now, Duration ttl) {
    List<String> gone = before.keySet().stream().filter(id -> !now.containsKey(id)).toList();
    List<WorkerInfo> changed = new ArrayList<>();
    now.forEach((id, worker) -> {
      if (!worker.equals(before.get(id))) {
        changed.add(worker);
      }
    });
    var arguments = new Arguments().add(ttl.toSeconds()).add(before.size()).add(gone.size());
    gone.forEach(arguments::add);
    long there = before.size() - (long) gone.size();
    for (int start = 0; ; start += MAX_BATCH) {
      for (WorkerInfo worker :
          changed.subList(start, Math.min(start + MAX_BATCH, changed.size()))) {
        arguments.add(worker.taskId()).add(worker.encode());
        there += before.containsKey(worker.taskId()) ? 0 : 1;
      }
      if (link.number(Script.WRITE_WORKERS, arguments, key) == 0) {
        return false;
      }
      if (start + MAX_BATCH >= changed.size()) {
        return true;
      }
      arguments = new Arguments().add(ttl.toSeconds()).add(there).add(0);
    }
  }

  void clearServer(ServerInfo server) {
    String state = serverKey(server);
    String workers = workersKey(server);
    stored.remove(workers);
    var first = link.send(redis -> redis.zrem(keyspace.servers(), state.getBytes(UTF_8)));
    var second = link.send(redis -> redis.zrem(keyspace.workers(), workers.getBytes(UTF_8)));
    link.call(redis -> redis.del(state, workers));
    link.await(first);
    link.await(second);
  }

  private CompletionStage<Long> announce(String set, String who, Duration ttl) {
    double until = clock.second() + ttl.toSeconds();
    return link.send(redis -> redis.zadd(set, until, who.getBytes(UTF_8)));
  }

  /** Those who died leave their names behind; once a day somebody clears them away. */
  private void clearDead() {
    Instant now = clock.now();
    Instant last = cleared;
    if (last == null || last.plus(FORGOTTEN).isBefore(now)) {
      cleared = now;
      var servers = link.send(redis -> redis.zremrangebyscore(keyspace.servers(), dead(now)));
      link.call(redis -> redis.zremrangebyscore(keyspace.workers(), dead(now)));
      link.await(servers);
    }
  }

  private String serverKey(ServerInfo server) {
    return keyspace.server(server.host(), server.pid(), server.serverId());
  }

  private String workersKey(ServerInfo server) {
    return keyspace.workers(server.host(), server.pid(), server.serverId());
  }
}
