package dev.belfry.console.internal.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that needs somebody. Immutable. */
public record Attention(
    Kind kind,
    Severity severity,
    String subject,
    @Nullable String queue,
    @Nullable String cluster,
    @Nullable Long count,
    @Nullable Instant since,
    String detail) {

  /** What it is. */
  public enum Kind {
    BACKLOG_WITHOUT_CONSUMERS,
    PAUSED_LONG,
    PAST_DUE,
    ORPHANS,
    ERROR_SPIKE,
    RETRY_STORM,
    QUEUE_WAITS_LONG,
    REDIS_MEMORY,
    SERVICE_DOWN,
    CONSUMER_LAG,
    DEAD_LETTERS,
    SCHEDULES_WITHOUT_SCHEDULER,
    REDIS_DOWN
  }

  /** How bad it is, the worst first. */
  public enum Severity {
    CRITICAL,
    WARNING,
    INFO
  }

  static Attention queue(
      Kind kind, Severity severity, QueueSummary queue, long count, String detail) {
    return new Attention(
        kind, severity, queue.queue(), queue.queue(), null, count, queue.pausedSince(), detail);
  }

  static Attention redisDown(String problem) {
    return about(Kind.REDIS_DOWN, Severity.CRITICAL, "redis", null, problem);
  }

  /** Something that is about no queue. */
  public static Attention about(
      Kind kind, Severity severity, String subject, @Nullable Long count, String detail) {
    return new Attention(kind, severity, subject, null, null, count, null, detail);
  }
}
