package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Reads the numbers of queues that are watched over time. Thread-safe. */
public final class QueueGauges implements AutoCloseable {
  /** In the order of the script. */
  private static final List<TaskState> STATES =
      List.of(
          TaskState.ACTIVE,
          TaskState.PENDING,
          TaskState.SCHEDULED,
          TaskState.RETRY,
          TaskState.ARCHIVED,
          TaskState.COMPLETED,
          TaskState.AGGREGATING);

  private final RedisLink link;

  private QueueGauges(RedisLink link) {
    this.link = link;
  }

  /**
   * Connects.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static QueueGauges connect(RedisTarget target) {
    return new QueueGauges(RedisLink.open(target));
  }

  /**
   * The numbers of one queue.
   *
   * @param counts tasks in each state
   * @param processed attempts that ended since the queue exists
   * @param failed attempts that failed since the queue exists
   * @param paused 1 if it is paused, else 0
   * @param latency how long the next task to run is waiting
   * @param bytes an estimate of the memory that it takes; -1 if that was not measured
   */
  public record Reading(
      Map<TaskState, Long> counts,
      long processed,
      long failed,
      long paused,
      Duration latency,
      long bytes) {

    /** Tasks in all states. */
    public long size() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * All queues, one round trip each, all at the same time.
   *
   * @param sample of how many tasks of each state to measure the memory; 0 for none
   */
  public Map<String, Reading> read(int sample) {
    Map<String, CompletionStage<List<Object>>> replies = new LinkedHashMap<>();
    for (byte[] name : link.call(redis -> redis.smembers(link.keyspace().queues()))) {
      String queue = new String(name, UTF_8);
      replies.put(queue, start(link.keys(queue), sample));
    }
    Map<String, Reading> readings = new LinkedHashMap<>();
    replies.forEach((queue, reply) -> readings.put(queue, reading(new Reply(link.await(reply)))));
    return readings;
  }

  private CompletionStage<List<Object>> start(Keys keys, int sample) {
    return link.start(
        Script.QUEUE_METRICS,
        new Arguments().add(keys.taskPrefix()).add(keys.groupPrefix()).add(sample),
        keys.active(),
        keys.pending(),
        keys.scheduled(),
        keys.retry(),
        keys.archived(),
        keys.completed(),
        keys.groups(),
        keys.processed(),
        keys.failed(),
        keys.paused());
  }

  private static Reading reading(Reply reply) {
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    for (int i = 0; i < STATES.size(); i++) {
      counts.put(STATES.get(i), reply.number(i));
    }
    int next = STATES.size();
    return new Reading(
        counts,
        reply.number(next),
        reply.number(next + 1),
        reply.number(next + 2),
        Duration.ofMillis(reply.number(next + 3)),
        reply.number(next + 4));
  }

  @Override
  public void close() {
    link.close();
  }
}
