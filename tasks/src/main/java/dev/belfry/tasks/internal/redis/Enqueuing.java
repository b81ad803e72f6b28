package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Storing new tasks. Thread-safe. */
final class Enqueuing {
  private static final int CONFLICT = 0;
  private static final int DUPLICATE = -1;
  private static final int PENDING = 1;
  private static final int SCHEDULED = 2;

  /**
   * A queue that was removed becomes visible again after this time, although it is not registered
   * with each task, which would cost a quarter of the throughput.
   */
  private static final long REGISTER_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final RedisLink link;
  private final Map<String, Long> registered = new ConcurrentHashMap<>();

  Enqueuing(RedisLink link) {
    this.link = link;
  }

  NewTask.Result enqueue(NewTask task) {
    var registration = register(task.message().queue());
    boolean grouped = task.time() instanceof NewTask.Now && !task.message().group().isEmpty();
    CompletionStage<List<Object>> stored = grouped ? startGrouped(task) : start(task);
    registration.run();
    return result(new Reply(link.await(stored)));
  }

  /** Starts to register the queue if that is due; the result waits for it. */
  private Runnable register(String queue) {
    long now = System.nanoTime();
    Long last = registered.get(queue);
    if (last != null && now - last < REGISTER_EVERY_NANOS) {
      return () -> {};
    }
    var reply = link.send(redis -> redis.sadd(link.keyspace().queues(), queue.getBytes(UTF_8)));
    return () -> {
      link.await(reply);
      registered.put(queue, now);
    };
  }

  private CompletionStage<List<Object>> start(NewTask task) {
    TaskMessage message = task.message();
    var keys = link.keys(message.queue());
    var arguments = common(task);
    switch (task.time()) {
      case NewTask.Now() -> arguments.add("in").add(0);
      case NewTask.In(Duration delay) -> arguments.add("in").add(millis(delay));
      case NewTask.At(Instant instant) -> arguments.add("at").add(instant.toEpochMilli());
    }
    arguments.add(keys.taskPrefix()).add(keys.dueChannel());
    return link.start(
        Script.ENQUEUE,
        arguments,
        keys(message, keys.task(message.id()), keys.pending(), keys.scheduled()));
  }

  private CompletionStage<List<Object>> startGrouped(NewTask task) {
    TaskMessage message = task.message();
    var keys = link.keys(message.queue());
    return link.start(
        Script.ENQUEUE_GROUP,
        common(task).add(message.group()).add(keys.taskPrefix()),
        keys(message, keys.task(message.id()), keys.group(message.group()), keys.groups()));
  }

  private static Arguments common(NewTask task) {
    String call = task.idOrigin() == IdOrigin.CHOSEN ? UUID.randomUUID().toString() : "";
    return new Arguments()
        .add(task.message().id())
        .add(task.message().encode())
        .add(call)
        .add(task.uniqueFor().toMillis());
  }

  private static String[] keys(TaskMessage message, String... fixed) {
    var keys = new ArrayList<>(List.of(fixed));
    if (!message.uniqueKey().isEmpty()) {
      keys.add(message.uniqueKey());
    }
    return keys.toArray(String[]::new);
  }

  /** Rounded up, so that nothing runs early. */
  private static long millis(Duration delay) {
    return delay.plusNanos(999_999).toMillis();
  }

  private static NewTask.Result result(Reply reply) {
    return switch ((int) reply.number(0)) {
      case CONFLICT -> new NewTask.IdConflict();
      case DUPLICATE -> new NewTask.Duplicate();
      case PENDING -> new NewTask.Pending();
      case SCHEDULED -> new NewTask.Scheduled(Instant.ofEpochMilli(reply.number(1)));
      default -> new NewTask.Grouped();
    };
  }
}
