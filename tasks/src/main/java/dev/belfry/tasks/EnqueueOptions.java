package dev.belfry.tasks;

import dev.belfry.tasks.TaskOption.Deadline;
import dev.belfry.tasks.TaskOption.Group;
import dev.belfry.tasks.TaskOption.Header;
import dev.belfry.tasks.TaskOption.MaxRetry;
import dev.belfry.tasks.TaskOption.Once;
import dev.belfry.tasks.TaskOption.ProcessAt;
import dev.belfry.tasks.TaskOption.ProcessIn;
import dev.belfry.tasks.TaskOption.Queue;
import dev.belfry.tasks.TaskOption.ReplaceFinished;
import dev.belfry.tasks.TaskOption.Retention;
import dev.belfry.tasks.TaskOption.TaskId;
import dev.belfry.tasks.TaskOption.Timeout;
import dev.belfry.tasks.TaskOption.Unique;
import dev.belfry.tasks.TaskOption.UniqueBy;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.NewTask.Finished;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UniqueKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out what a task and its options mean together. For one thread. */
final class EnqueueOptions {
  private static final String DEFAULT_QUEUE = "default";

  /** Spread over about three weeks by the usual delays; as in asynq. */
  private static final int DEFAULT_MAX_RETRY = 25;

  /** An attempt that hangs gives its place back after this; as in asynq. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  /** About 292 years: Go cannot tell a longer time in nanoseconds. */
  private static final long LONGEST_SECONDS = Long.MAX_VALUE / 1_000_000_000;

  private final Keyspace keyspace;
  private final Task task;
  private final Map<String, String> headers;
  private String queue = DEFAULT_QUEUE;
  private int maxRetry = DEFAULT_MAX_RETRY;
  private Duration timeout = Duration.ZERO;
  private long deadline;
  private Duration uniqueFor = Duration.ZERO;
  private @Nullable String uniqueBy;
  private Finished finished = Finished.IN_THE_WAY;
  private Duration once = Duration.ZERO;
  private NewTask.Time time = new NewTask.Now();
  private @Nullable String id;
  private Duration retention = Duration.ZERO;
  private String group = "";

  private EnqueueOptions(Keyspace keyspace, Task task) {
    this.keyspace = keyspace;
    this.task = task;
    headers = new HashMap<>(task.headers());
  }

  static NewTask resolve(Keyspace keyspace, Task task, TaskOption... options) {
    var resolved = new EnqueueOptions(keyspace, task);
    task.options().forEach(resolved::apply);
    for (TaskOption option : options) {
      resolved.apply(option);
    }
    return resolved.build();
  }

  private void apply(TaskOption option) {
    switch (option) {
      case Queue(String name) -> queue = name;
      case MaxRetry(int retries) -> maxRetry = retries;
      case Timeout(Duration duration) -> timeout = duration;
      case Deadline(Instant instant) -> deadline = instant.getEpochSecond();
      case Unique(Duration duration) -> unique(duration, null);
      case UniqueBy(String key, Duration duration) -> unique(duration, key);
      case ReplaceFinished() -> finished = Finished.GIVES_WAY;
      case Once(Duration duration) -> once = duration;
      case ProcessAt(Instant instant) -> time = new NewTask.At(instant);
      case ProcessIn(Duration duration) -> time = in(duration);
      case TaskId(String chosen) -> id = chosen;
      case Retention(Duration duration) -> retention = duration;
      case Group(String name) -> group = name;
      case Header(String key, String value) -> headers.put(key, value);
    }
  }

  private void unique(Duration duration, @Nullable String key) {
    uniqueFor = duration;
    uniqueBy = key;
  }

  private static NewTask.Time in(Duration duration) {
    return duration.isPositive() ? new NewTask.In(duration) : new NewTask.Now();
  }

  private NewTask build() {
    String chosen = id;
    var message =
        TaskMessage.builder(task.type(), chosen == null ? TaskIds.next() : chosen, queue)
            .payload(task.bytes())
            .maxRetry(maxRetry)
            .timeoutSeconds(timeoutSeconds())
            .deadlineSeconds(deadline)
            .uniqueKey(uniqueKey())
            .retentionSeconds(Math.min(retention.toSeconds(), LONGEST_SECONDS))
            .group(group)
            .headers(headers)
            .build();
    var origin = chosen == null ? IdOrigin.GENERATED : IdOrigin.CHOSEN;
    return new NewTask(message, time, uniqueFor, origin, finished, once);
  }

  private String uniqueKey() {
    if (uniqueFor.isZero()) {
      return "";
    }
    String key = uniqueBy;
    return key == null
        ? UniqueKey.of(keyspace.queue(queue), task.type(), task.data())
        : UniqueKey.by(keyspace.queue(queue), task.type(), key);
  }

  private long timeoutSeconds() {
    if (timeout.isPositive()) {
      // A timeout below a second must not become none.
      return Math.clamp(timeout.toSeconds(), 1, LONGEST_SECONDS);
    }
    return deadline == 0 ? DEFAULT_TIMEOUT.toSeconds() : 0;
  }
}
