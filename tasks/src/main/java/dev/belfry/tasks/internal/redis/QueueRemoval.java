package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.QueueDeletion;
import dev.belfry.tasks.QueueNotEmptyException;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Removes what belongs to a queue as a whole. Thread-safe. */
final class QueueRemoval {
  /** Day counters end after 90 days; clocks may differ. */
  private static final int COUNTER_DAYS = 92;

  /** Tasks may come in while others are deleted. */
  private static final int TRIES = 3;

  private static final List<TaskState> WITH_CONTAINER =
      List.of(
          TaskState.PENDING,
          TaskState.SCHEDULED,
          TaskState.RETRY,
          TaskState.ARCHIVED,
          TaskState.COMPLETED);

  private final RedisLink link;
  private final RedisClock clock;
  private final Moving moving;
  private final Surveying surveying;

  QueueRemoval(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
    moving = new Moving(link);
    surveying = new Surveying(link);
  }

  /** Deletes a queue; see {@link TaskAdmin#deleteQueue}. */
  void delete(String queue, QueueDeletion what) {
    Keys keys = link.keys(queue);
    if (what == QueueDeletion.ONLY_IF_EMPTY) {
      if (!removeKeys(keys)) {
        throw new QueueNotEmptyException(
            "queue '"
                + queue
                + "' has tasks, counting archived, completed and grouped ones: delete them first,"
                + " or delete the queue with its tasks");
      }
    } else {
      deleteWithTasks(queue, keys);
    }
    unregister(queue, keys);
  }

  /** Pauses the queue meanwhile, so that no server takes what is about to go. */
  private void deleteWithTasks(String queue, Keys keys) {
    boolean paused = link.number(Script.PAUSE, new Arguments(), keys.paused()) == 1;
    boolean removed = false;
    try {
      refuseActive(queue, keys);
      for (int tries = 0; tries < TRIES && !removed; tries++) {
        deleteTasks(queue, keys);
        removed = removeKeys(keys);
      }
      if (!removed) {
        refuseActive(queue, keys);
        throw new QueueNotEmptyException(
            "queue '" + queue + "' gets new tasks all the time: stop those who enqueue them");
      }
    } finally {
      if (paused && !removed) {
        link.call(redis -> redis.del(keys.paused()));
      }
    }
  }

  private void refuseActive(String queue, Keys keys) {
    long active =
        link.number(Script.FREE_ACTIVE, new Arguments().add(keys.prefix()), keys.active());
    if (active > 0) {
      throw new QueueNotEmptyException(
          "queue '"
              + queue
              + "' has "
              + active
              + " active tasks: stop its servers, or cancel the tasks, and wait for them");
    }
  }

  private void deleteTasks(String queue, Keys keys) {
    for (TaskState state : WITH_CONTAINER) {
      moving.all(Moving.Bulk.DELETE, queue, state, "");
    }
    for (byte[] set : link.call(redis -> redis.zrange(keys.aggregationSets(), 0, -1))) {
      String key = new String(set, UTF_8);
      if (key.startsWith(keys.groupPrefix())) {
        String name = key.substring(keys.groupPrefix().length());
        moving.all(Moving.Bulk.DELETE, queue, TaskState.AGGREGATING, name);
      }
      link.call(redis -> redis.zrem(keys.aggregationSets(), set));
    }
    for (byte[] group : link.call(redis -> redis.smembers(keys.groups()))) {
      moving.all(Moving.Bulk.DELETE, queue, TaskState.AGGREGATING, new String(group, UTF_8));
      link.call(redis -> redis.srem(keys.groups(), group));
    }
  }

  /** A task that came meanwhile keeps its queue visible. */
  private void unregister(String queue, Keys keys) {
    String all = link.keyspace().queues();
    link.call(redis -> redis.srem(all, queue.getBytes(UTF_8)));
    if (surveying.queue(keys).tasks() > 0) {
      link.call(redis -> redis.sadd(all, queue.getBytes(UTF_8)));
    }
  }

  /** Removes flags and counters, if the queue has no tasks; says whether it did. */
  boolean removeKeys(Keys keys) {
    List<String> all =
        new ArrayList<>(
            List.of(
                keys.pending(),
                keys.active(),
                keys.lease(),
                keys.scheduled(),
                keys.retry(),
                keys.archived(),
                keys.completed(),
                keys.groups(),
                keys.aggregationSets(),
                keys.paused(),
                keys.processed(),
                keys.failed()));
    LocalDate tomorrow = clock.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    IntStream.range(0, COUNTER_DAYS)
        .mapToObj(tomorrow::minusDays)
        .forEach(day -> {
          all.add(keys.processed(day));
          all.add(keys.failed(day));
        });
    return link.number(Script.REMOVE_QUEUE, new Arguments(), all.toArray(String[]::new)) == 1;
  }
}
