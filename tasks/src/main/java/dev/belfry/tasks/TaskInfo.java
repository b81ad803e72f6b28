package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.Moments;
import dev.belfry.tasks.internal.redis.StoredTask;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as it was when it was looked at. Immutable. */
public final class TaskInfo {
  private final TaskMessage message;
  private final TaskState state;
  private final Moments moments;
  private final byte[] result;

  TaskInfo(TaskMessage message, TaskState state, @Nullable Instant nextProcessAt, byte[] result) {
    this.message = message;
    this.state = state;
    this.moments = Moments.next(nextProcessAt);
    this.result = result.clone();
  }

  TaskInfo(StoredTask stored) {
    message = stored.message();
    state = stored.state();
    moments = stored.moments();
    result = stored.result().toByteArray();
  }

  /** Unique in the queue. */
  public String id() {
    return message.id();
  }

  /** The queue that holds the task. */
  public String queue() {
    return message.queue();
  }

  /** What is to be done. */
  public String type() {
    return message.type();
  }

  /** The data; empty if there is none. A copy. */
  public byte[] payload() {
    return message.payload().toByteArray();
  }

  /** The pairs that travel with the task. */
  public Map<String, String> headers() {
    return message.headers();
  }

  /** Where the task is in its life. */
  public TaskState state() {
    return state;
  }

  /** How often the task is tried again if it fails. */
  public int maxRetry() {
    return message.maxRetry();
  }

  /** How often it was tried again so far. */
  public int retried() {
    return message.retried();
  }

  /** What the last failure said; empty if there was none. */
  public String lastError() {
    return message.error();
  }

  /** When the last failure was. */
  public Optional<Instant> lastFailedAt() {
    return second(message.lastFailedAt());
  }

  /** How long one attempt may take. */
  public Optional<Duration> timeout() {
    return message.timeoutSeconds() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(message.timeoutSeconds()));
  }

  /** The moment after which no attempt may run. */
  public Optional<Instant> deadline() {
    return second(message.deadlineSeconds());
  }

  /** The group the task is aggregated with. */
  public Optional<String> group() {
    return message.group().isEmpty() ? Optional.empty() : Optional.of(message.group());
  }

  /** When the task is to run next: set while it is pending, scheduled or waits for a retry. */
  public Optional<Instant> nextProcessAt() {
    return Optional.ofNullable(moments.nextProcessAt());
  }

  /** Since when the task is ready to run, while it is pending; Go sometimes forgets it. */
  public Optional<Instant> pendingSince() {
    return state == TaskState.PENDING ? Optional.ofNullable(moments.since()) : Optional.empty();
  }

  /**
   * The moment that matters most in its state: since when it is pending, in its group or archived,
   * when it is to run, when it was completed. Unknown while it is active, and where Go forgot it.
   */
  public Optional<Instant> moment() {
    return switch (state) {
      case PENDING, AGGREGATING, ARCHIVED -> Optional.ofNullable(moments.since());
      case SCHEDULED, RETRY -> nextProcessAt();
      case COMPLETED -> completedAt();
      case ACTIVE -> Optional.empty();
    };
  }

  /** Until when its worker alone may settle the task, while it is active. */
  public Optional<Instant> leaseUntil() {
    return Optional.ofNullable(moments.leaseUntil());
  }

  /**
   * Whether the task is active although no worker has a lease of it: its worker died, and a server
   * will soon put it back.
   */
  public boolean isOrphaned() {
    Instant until = moments.leaseUntil();
    return state == TaskState.ACTIVE && (until == null || !until.isAfter(moments.seenAt()));
  }

  /** Until when the task is kept, once it is completed. */
  public Optional<Instant> keptUntil() {
    return Optional.ofNullable(moments.keptUntil());
  }

  /** When the task succeeded. */
  public Optional<Instant> completedAt() {
    return second(message.completedAt());
  }

  /** How long the task is kept after success; zero means not at all. */
  public Duration retention() {
    return Duration.ofSeconds(message.retentionSeconds());
  }

  /** What the handler wrote as its result; empty if nothing. A copy. */
  public byte[] result() {
    return result.clone();
  }

  @Override
  public String toString() {
    return "task " + id() + " (" + type() + ", " + state + ") in queue " + queue();
  }

  private static Optional<Instant> second(long second) {
    return second == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
  }
}
