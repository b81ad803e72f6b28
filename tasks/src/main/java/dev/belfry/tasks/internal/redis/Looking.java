package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** Reading without changing anything. Thread-safe. */
final class Looking {
  private final RedisLink link;

  Looking(RedisLink link) {
    this.link = link;
  }

  Optional<StoredTask> task(String queue, String id) {
    var keys = link.keys(queue);
    var reply = link.list(Script.TASK, new Arguments().add(id).add(keys.prefix()), keys.task(id));
    Instant now = Instant.ofEpochMilli(reply.number(0));
    return reply.size() == 1 ? Optional.empty() : Optional.of(task(queue, reply.list(1), now));
  }

  private static StoredTask task(String queue, Reply record, Instant now) {
    try {
      return Records.task(queue, record, now);
    } catch (UndecodableException | IllegalArgumentException e) {
      throw new TaskException(
          "the record of task '"
              + Records.id(record)
              + "' in queue '"
              + queue
              + "' cannot be read: "
              + e,
          e);
    }
  }

  Map<TaskState, Long> counts(String queue) {
    var keys = link.keys(queue);
    Map<TaskState, CompletionStage<Long>> replies = new EnumMap<>(TaskState.class);
    for (TaskState state : TaskState.values()) {
      switch (state) {
        case PENDING, ACTIVE ->
            replies.put(state, link.send(redis -> redis.llen(keys.container(state))));
        case SCHEDULED, RETRY, ARCHIVED, COMPLETED ->
            replies.put(state, link.send(redis -> redis.zcard(keys.container(state))));
        case AGGREGATING -> {}
      }
    }
    long grouped = grouped(keys);
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    replies.forEach((state, reply) -> counts.put(state, link.await(reply)));
    counts.put(TaskState.AGGREGATING, grouped);
    return counts;
  }

  private long grouped(Keys keys) {
    var groups = link.call(redis -> redis.smembers(keys.groups()));
    var sizes =
        groups.stream()
            .map(name -> link.send(redis -> redis.zcard(keys.group(new String(name, UTF_8)))))
            .toList();
    return sizes.stream().mapToLong(link::await).sum();
  }

  Set<String> queues() {
    return link.call(redis -> redis.smembers(link.keyspace().queues())).stream()
        .map(name -> new String(name, UTF_8))
        .collect(toCollection(TreeSet::new));
  }

  boolean isPaused(String queue) {
    return link.call(redis -> redis.exists(link.keys(queue).paused())) > 0;
  }
}
