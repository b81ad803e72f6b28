package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/** What servers tell about themselves. Thread-safe. */
final class Presence {
  /**
   * Belfry forgets after a day those who end without a word; nobody else does without being asked.
   */
  private static final Duration FORGOTTEN = Duration.ofHours(25);

  private final RedisLink link;
  private final Keyspace keyspace;

  Presence(RedisLink link) {
    this.link = link;
    keyspace = link.keyspace();
  }

  /** The scores of those who should no longer be listed as alive. */
  static Range<Long> dead(Instant now) {
    return Range.create(0L, now.minus(FORGOTTEN).getEpochSecond());
  }

  void writeServer(ServerInfo server, Collection<WorkerInfo> workers, Duration ttl) {
    var arguments = new Arguments().add(server.encode()).add(ttl.toSeconds());
    workers.forEach(worker -> arguments.add(worker.taskId()).add(worker.encode()));
    var alive = announce(keyspace.servers(), serverKey(server), ttl);
    var working = announce(keyspace.workers(), workersKey(server), ttl);
    link.execute(Script.WRITE_SERVER, arguments, serverKey(server), workersKey(server));
    link.await(alive);
    link.await(working);
  }

  void clearServer(ServerInfo server) {
    String state = serverKey(server);
    String workers = workersKey(server);
    var first = link.send(redis -> redis.zrem(keyspace.servers(), state.getBytes(UTF_8)));
    var second = link.send(redis -> redis.zrem(keyspace.workers(), workers.getBytes(UTF_8)));
    link.call(redis -> redis.del(state, workers));
    link.await(first);
    link.await(second);
  }

  private CompletionStage<String> announce(String set, String who, Duration ttl) {
    return link.start(Script.PRESENCE, new Arguments().add(who).add(ttl.toSeconds()), set);
  }

  private String serverKey(ServerInfo server) {
    return keyspace.server(server.host(), server.pid(), server.serverId());
  }

  private String workersKey(ServerInfo server) {
    return keyspace.workers(server.host(), server.pid(), server.serverId());
  }
}
