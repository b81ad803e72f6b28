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
 * @param finished what an archived or completed task with the same id or lock means
 * @param once how long its id stays taken although it is gone; zero for not at all
 */
public record NewTask(
    TaskMessage message,
    Time time,
    Duration uniqueFor,
    IdOrigin idOrigin,
    Finished finished,
    Duration once) {

  /** A task whose id is free when it is gone. */
  public NewTask(
      TaskMessage message, Time time, Duration uniqueFor, IdOrigin idOrigin, Finished finished) {
    this(message, time, uniqueFor, idOrigin, finished, Duration.ZERO);
  }

  /** A task that finished ones stand in the way of. */
  public NewTask(TaskMessage message, Time time, Duration uniqueFor, IdOrigin idOrigin) {
    this(message, time, uniqueFor, idOrigin, Finished.IN_THE_WAY);
  }

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
    /** It is random. */
    GENERATED,
    /** The user chose it. */
    CHOSEN
  }

  /** What an archived or completed task with the same id or lock means. */
  public enum Finished {
    /** A conflict, like any other task. */
    IN_THE_WAY,
    /** Nothing: it is removed, or loses its lock. */
    GIVES_WAY
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
