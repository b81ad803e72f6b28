package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.Page;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.UndecodableException;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import io.lettuce.core.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads what servers and schedulers tell about themselves; what is unreadable is left out. */
final class Roster {
  private final RedisLink link;
  private final RedisClock clock;

  Roster(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  List<ServerInfo> servers() {
    return alive(link.keyspace().servers()).stream()
        .map(key -> link.send(redis -> redis.get(key)))
        .toList()
        .stream()
        .flatMap(reply -> decode(link.await(reply), ServerInfo::decode).stream())
        .toList();
  }

  List<WorkerInfo> workers() {
    List<CompletionStage<List<byte[]>>> replies =
        alive(link.keyspace().workers()).stream()
            .map(key -> link.send(redis -> redis.hvals(key)))
            .toList();
    return replies.stream()
        .flatMap(reply -> link.await(reply).stream())
        .flatMap(bytes -> decode(bytes, WorkerInfo::decode).stream())
        .toList();
  }

  /** By the scheduler's id, in the order of registration. */
  Map<String, List<SchedulerEntry>> schedulers() {
    String prefix = link.keyspace().scheduler("");
    Map<String, List<SchedulerEntry>> schedulers = new LinkedHashMap<>();
    for (String key : alive(link.keyspace().schedulers())) {
      List<SchedulerEntry> entries = new ArrayList<>();
      for (byte[] bytes : link.call(redis -> redis.lrange(key, 0, -1))) {
        decode(bytes, SchedulerEntry::decode).ifPresent(entries::add);
      }
      // "{" and "}" are around the id.
      schedulers.put(key.substring(prefix.length() - 1, key.length() - 1), entries.reversed());
    }
    return schedulers;
  }

  /** The newest first. */
  List<SchedulerEnqueueEvent> events(String entryId, Page page) {
    String key = link.keyspace().schedulerHistory(entryId);
    long start = page.start();
    return link.call(redis -> redis.zrevrange(key, start, start + page.size() - 1)).stream()
        .flatMap(bytes -> decode(bytes, SchedulerEnqueueEvent::decode).stream())
        .toList();
  }

  private List<String> alive(String set) {
    Range<Long> later =
        Range.from(Range.Boundary.including(clock.second()), Range.Boundary.unbounded());
    return link.call(redis -> redis.zrangebyscore(set, later)).stream()
        .map(key -> new String(key, UTF_8))
        .sorted()
        .toList();
  }

  private interface Decoder<T> {
    T decode(byte[] bytes) throws UndecodableException;
  }

  private static <T> Optional<T> decode(byte @Nullable [] bytes, Decoder<T> decoder) {
    try {
      return bytes == null ? Optional.empty() : Optional.of(decoder.decode(bytes));
    } catch (UndecodableException e) {
      return Optional.empty();
    }
  }
}
