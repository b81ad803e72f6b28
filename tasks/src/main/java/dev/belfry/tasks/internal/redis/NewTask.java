package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;

/**
 * A task to be stored.
 *
 * @param message the task
 * @param time when it is to run
 * @param uniqueFor how long its lock lasts from the moment it is due; zero if it has no lock
 * @param idOrigin where its id comes from
 */
public record NewTask(TaskMessage message, Time time, Duration uniqueFor, IdOrigin idOrigin) {

  /** When a task is to run. */
  public sealed interface Time {}

  /** At once. */
  public record Now() implements Time {}

  /** After a while, counted from the moment Redis stores the task. */
  public record In(Duration delay) implements Time {}

  /** At a moment, on the clock of Redis. */
  public record At(Instant instant) implements Time {}

  /** Where a task's id comes from. */
  public enum IdOrigin {
    /** It is random: if it exists, an earlier try of the same call has stored it. */
    GENERATED,
    /** The user chose it: if it exists, that is a conflict. */
    CHOSEN
  }

  /** What became of it. */
  public sealed interface Result {}

  /** The task is stored and runs as soon as a worker is free. */
  public record Pending() implements Result {}

  /** The task is stored and runs at {@code due}. */
  public record Scheduled(Instant due) implements Result {}

  /** The task is stored in its group. */
  public record Grouped() implements Result {}

  /** A task with this id exists; nothing was stored. */
  public record IdConflict() implements Result {}

  /** Another task holds the lock; nothing was stored. */
  public record Duplicate() implements Result {}
}
