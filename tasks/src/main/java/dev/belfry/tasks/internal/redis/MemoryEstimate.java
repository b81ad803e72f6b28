package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.GroupInfo;
import dev.belfry.tasks.QueueMemory;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Estimates the memory of a queue from a few records of each list and set. Its commands are sent
 * one by one, because Redis as a service does not permit {@code MEMORY USAGE} in scripts.
 */
final class MemoryEstimate {
  private static final int SAMPLES = 20;
  private static final int GROUPS = 5;

  private final RedisLink link;
  private final Keys keys;
  private long bytes;
  private long tasks;
  private int sampled;

  MemoryEstimate(RedisLink link, Keys keys) {
    this.link = link;
    this.keys = keys;
  }

  QueueMemory of(List<GroupInfo> groups) {
    for (TaskState state : TaskState.values()) {
      String key = keys.container(state);
      switch (state) {
        case PENDING, ACTIVE ->
            add(
                key,
                link.call(redis -> redis.llen(key)),
                link.call(redis -> redis.lrange(key, 0, SAMPLES - 1)));
        case SCHEDULED, RETRY, ARCHIVED, COMPLETED -> addSet(key);
        case AGGREGATING ->
            groups.stream().limit(GROUPS).forEach(group -> addSet(keys.group(group.name())));
      }
    }
    long skipped = groups.stream().skip(GROUPS).mapToLong(GroupInfo::waiting).sum();
    long perTask = tasks == 0 ? 0 : bytes / tasks;
    return new QueueMemory(bytes + skipped * perTask, tasks + skipped, sampled);
  }

  private void addSet(String key) {
    add(
        key,
        link.call(redis -> redis.zcard(key)),
        link.call(redis -> redis.zrange(key, 0, SAMPLES - 1)));
  }

  private void add(String key, long size, List<byte[]> ids) {
    if (ids.isEmpty()) {
      return;
    }
    List<CompletionStage<Long>> asked =
        Stream.concat(Stream.of(key), ids.stream().map(id -> keys.task(new String(id, UTF_8))))
            .map(name -> link.send(redis -> redis.memoryUsage(name)))
            .toList();
    List<Long> known =
        asked.stream()
            .map(link::await)
            .map(usage -> Objects.requireNonNullElse(usage, 0L))
            .toList();
    long records = known.stream().skip(1).mapToLong(Long::longValue).sum();
    bytes += known.getFirst() + records * size / ids.size();
    tasks += size;
    sampled += ids.size();
  }
}
