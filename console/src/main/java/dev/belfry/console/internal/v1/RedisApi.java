package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.live.Attention;
import dev.belfry.console.internal.live.CommandRate;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Json;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.RedisInfo;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Redis is. */
public final class RedisApi implements Api {
  /** Viewers share an answer for so long. */
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  /** Memory does not fill up in an instant. */
  private static final long ATTENTION_NANOS = Duration.ofSeconds(15).toNanos();

  private static final double MEMORY_NEARLY_FULL = 0.9;

  private final Desk desk;
  private final RedisTarget target;
  private final CommandRate rate;
  private volatile @Nullable Cached last;

  public RedisApi(Desk desk, RedisTarget target, CommandRate rate) {
    this.desk = desk;
    this.target = target;
    this.rate = rate;
  }

  private record Cached(RedisView view, long at) {}

  record Persistence(
      boolean aof, @Nullable Instant lastSaveAt, long changesSinceSave, boolean lastSaveOk) {}

  record Node(
      String address,
      String role,
      String state,
      @Nullable String slots,
      @Nullable Long offsetBehind) {}

  record QueuePlace(String queue, int slot, List<String> nodes) {}

  record RedisView(
      String kind,
      String address,
      String version,
      long uptimeMs,
      long usedMemory,
      long peakMemory,
      @Nullable Long maxMemory,
      String evictionPolicy,
      @Nullable Double fragmentation,
      long clients,
      long blockedClients,
      long opsPerSecond,
      long keys,
      long replicas,
      Persistence persistence,
      @Nullable Double consoleCommandsPerSecond,
      List<Node> nodes,
      List<QueuePlace> queues,
      Map<String, Map<String, String>> info,
      Instant at) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/redis", Role.VIEWER, call -> call.json(view(FRESH_NANOS)));
  }

  private RedisView view(long freshNanos) {
    Cached before = last;
    if (before != null && System.nanoTime() - before.at < freshNanos) {
      return before.view;
    }
    RedisView view = read();
    last = new Cached(view, System.nanoTime());
    return view;
  }

  /** What needs somebody; asks Redis now and then. */
  public List<Attention> attention() {
    RedisView seen = view(ATTENTION_NANOS);
    Long limit = seen.maxMemory();
    if (limit == null) {
      return List.of();
    }
    double used = (double) seen.usedMemory() / limit;
    return used < MEMORY_NEARLY_FULL
        ? List.of()
        : List.of(
            Attention.about(
                Attention.Kind.REDIS_MEMORY,
                Attention.Severity.CRITICAL,
                "redis",
                null,
                "Redis uses " + Math.round(used * 100) + " % of the memory that it may use"));
  }

  private RedisView read() {
    boolean cluster = target.kind() == RedisTarget.Kind.CLUSTER;
    RedisInfo redis = desk.inspector().redis();
    RedisSections info = RedisSections.parse(redis.info());
    long limit = info.number("maxmemory");
    long saved = info.number("rdb_last_save_time");
    return new RedisView(
        Json.camel(target.kind().name()),
        target.address(),
        info.text("redis_version"),
        info.number("uptime_in_seconds") * 1000,
        info.number("used_memory"),
        info.number("used_memory_peak"),
        limit == 0 ? null : limit,
        info.text("maxmemory_policy"),
        info.decimal("mem_fragmentation_ratio"),
        info.number("connected_clients"),
        info.number("blocked_clients"),
        info.number("instantaneous_ops_per_sec"),
        info.keys(target.database()),
        info.number("connected_slaves"),
        new Persistence(
            info.number("aof_enabled") == 1,
            saved == 0 ? null : Instant.ofEpochSecond(saved),
            info.number("rdb_changes_since_last_save"),
            info.text("rdb_last_bgsave_status").equals("ok")),
        rate.perSecond(),
        cluster ? nodes(redis.clusterNodes()) : replicas(info),
        cluster ? places() : List.of(),
        info.sections(),
        Instant.now());
  }

  private List<QueuePlace> places() {
    return desk.inspector().queues().stream()
        .map(queue ->
            new QueuePlace(
                queue,
                desk.inspector().clusterKeySlot(queue),
                desk.inspector().clusterNodes(queue)))
        .toList();
  }

  private static List<Node> nodes(String clusterNodes) {
    List<Node> nodes = new ArrayList<>();
    for (String line : clusterNodes.lines().toList()) {
      String[] parts = line.split(" ", -1);
      if (parts.length >= 8) {
        nodes.add(
            new Node(
                parts[1].replaceFirst("@.*", ""),
                parts[2].contains("master") ? "master" : "replica",
                parts[2].contains("fail") ? "fail" : parts[7],
                parts.length > 8 ? parts[8] : null,
                null));
      }
    }
    return nodes;
  }

  /** {@code slave0:ip=…,port=…,state=online,offset=…,lag=0}. */
  private static List<Node> replicas(RedisSections info) {
    List<Node> nodes = new ArrayList<>();
    long offset = info.number("master_repl_offset");
    for (int i = 0; i < info.number("connected_slaves"); i++) {
      Map<String, String> replica = RedisSections.members(info.text("slave" + i));
      nodes.add(
          new Node(
              replica.getOrDefault("ip", "?") + ":" + replica.getOrDefault("port", "?"),
              "replica",
              replica.getOrDefault("state", "?"),
              null,
              Math.max(0, offset - RedisSections.parsed(replica.getOrDefault("offset", "0")))));
    }
    return nodes;
  }
}
