package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;

/**
 * When a run began and when it must end. Immutable.
 *
 * @param startedAt on the clock of Redis
 * @param deadline on the clock of Redis
 * @param startedNanos the same start on this process's monotonic clock
 * @param deadlineNanos the same deadline on this process's monotonic clock
 */
record RunTime(Instant startedAt, Instant deadline, long startedNanos, long deadlineNanos) {
  /** For a task with neither timeout nor deadline, which only a foreign client can write. */
  static final Duration FALLBACK = Duration.ofMinutes(30);

  static RunTime of(TaskMessage message, Instant now) {
    Instant deadline = deadline(message, now);
    long nanos = System.nanoTime();
    return new RunTime(now, deadline, nanos, nanos + Duration.between(now, deadline).toNanos());
  }

  private static Instant deadline(TaskMessage message, Instant now) {
    boolean timeout = message.timeoutSeconds() != 0;
    boolean deadline = message.deadlineSeconds() != 0;
    if (!timeout && !deadline) {
      return now.plus(FALLBACK);
    }
    // A century is for ever, and keeps absurd numbers from overflowing the clocks.
    Instant latest = now.plus(Duration.ofDays(36_500));
    Instant byTimeout = timeout ? plus(now, message.timeoutSeconds(), latest) : latest;
    Instant byDeadline = deadline ? plus(Instant.EPOCH, message.deadlineSeconds(), latest) : latest;
    return byTimeout.isBefore(byDeadline) ? byTimeout : byDeadline;
  }

  private static Instant plus(Instant from, long seconds, Instant latest) {
    long most = latest.getEpochSecond() - from.getEpochSecond();
    return seconds >= most ? latest : from.plusSeconds(Math.max(seconds, -most));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Whether the task's own deadline has passed, not just the timeout of this attempt. */
  boolean isDeadlineOver(TaskMessage message) {
    return message.deadlineSeconds() > 0
        && startedAt.plus(elapsed()).getEpochSecond() >= message.deadlineSeconds();
  }

  boolean isOver() {
    return System.nanoTime() - deadlineNanos >= 0;
  }
}
