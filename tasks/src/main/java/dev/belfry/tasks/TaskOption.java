package dev.belfry.tasks;

import java.time.Duration;
import java.time.Instant;

/**
 * How a task is to be enqueued and run. Options are immutable and checked when they are made; of
 * several options of one kind the last one holds, and options given to {@code enqueue} come after
 * those of the task itself. {@link #processIn} and {@link #processAt} are of one kind, and {@link
 * #unique} and {@link #uniqueBy} of another; headers add up.
 */
public sealed interface TaskOption {

  /** See {@link TaskOption#queue}. */
  record Queue(String name) implements TaskOption {
    public Queue {
      requireText(name, "queue name");
    }
  }

  /** See {@link TaskOption#maxRetry}. */
  record MaxRetry(int retries) implements TaskOption {
    public MaxRetry {
      retries = Math.max(0, retries);
    }
  }

  /** See {@link TaskOption#timeout}. */
  record Timeout(Duration duration) implements TaskOption {
    public Timeout {
      requireNotNegative(duration, "timeout");
    }
  }

  /** See {@link TaskOption#deadline}. */
  record Deadline(Instant instant) implements TaskOption {}

  /** See {@link TaskOption#unique}. */
  record Unique(Duration duration) implements TaskOption {
    public Unique {
      requireSecond(duration, "unique");
    }
  }

  /** See {@link TaskOption#uniqueBy}. */
  record UniqueBy(String key, Duration duration) implements TaskOption {
    public UniqueBy {
      requireText(key, "unique key");
      requireSecond(duration, "unique");
    }
  }

  /** See {@link TaskOption#replaceFinished}. */
  record ReplaceFinished() implements TaskOption {}

  /** See {@link TaskOption#once}. */
  record Once(Duration duration) implements TaskOption {
    public Once {
      requireSecond(duration, "remembered");
    }
  }

  /** See {@link TaskOption#processAt}. */
  record ProcessAt(Instant instant) implements TaskOption {}

  /** See {@link TaskOption#processIn}. */
  record ProcessIn(Duration duration) implements TaskOption {}

  /** See {@link TaskOption#taskId}. */
  record TaskId(String id) implements TaskOption {
    public TaskId {
      requireText(id, "task id");
    }
  }

  /** See {@link TaskOption#retention}. */
  record Retention(Duration duration) implements TaskOption {
    public Retention {
      requireNotNegative(duration, "retention");
    }
  }

  /** See {@link TaskOption#group}. */
  record Group(String name) implements TaskOption {
    public Group {
      requireText(name, "group name");
    }
  }

  /** See {@link TaskOption#header}. */
  record Header(String key, String value) implements TaskOption {}

  /**
   * The queue to put the task in. Default: {@code default}.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  static TaskOption queue(String name) {
    return new Queue(name);
  }

  /** How often a failed task is tried again. Default: 25; a negative number counts as 0. */
  static TaskOption maxRetry(int retries) {
    return new MaxRetry(retries);
  }

  /**
   * How long one attempt may take, in whole seconds; a fraction of the first second counts as one
   * second. Default: 30 minutes unless a deadline is given; zero takes an earlier timeout back.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  static TaskOption timeout(Duration duration) {
    return new Timeout(duration);
  }

  /**
   * The moment, in whole seconds, after which no attempt may run. Default: none. If a timeout is
   * given too, whichever comes first ends an attempt.
   */
  static TaskOption deadline(Instant instant) {
    return new Deadline(instant);
  }

  /**
   * Enqueue only if the queue holds no other unique task of this type and payload. The lock lasts
   * until the task succeeds or is deleted, but no longer than {@code duration}, in whole seconds,
   * counted from the moment the task becomes due: choose it longer than the task may take with all
   * its retries, or a second one may come while the first still waits. An archived task keeps its
   * lock, see {@link #replaceFinished}.
   *
   * <p>Payloads are compared as bytes. Where equal data may have several forms, take {@link
   * #uniqueBy}.
   *
   * @throws IllegalArgumentException if the duration is shorter than one second
   */
  static TaskOption unique(Duration duration) {
    return new Unique(duration);
  }

  /**
   * The same, but with {@code key} in the place of the payload: enqueue only if the queue holds no
   * other task of this type with this key.
   *
   * @throws IllegalArgumentException if the key is blank or the duration shorter than one second
   */
  static TaskOption uniqueBy(String key, Duration duration) {
    return new UniqueBy(key, duration);
  }

  /**
   * An archived or completed task is not in the way. One with the same id is removed, with its
   * result, and this one takes its place; one that holds the unique lock loses it. Default: both
   * are in the way, so that nothing that people may still want to look at is lost.
   */
  static TaskOption replaceFinished() {
    return new ReplaceFinished();
  }

  /**
   * The task's id stays taken for {@code duration} from now on, also when the task is done or
   * deleted before: a second task of that id is refused all the while. For callers that repeat
   * themselves and do not know whether they came through; choose an id by {@link #taskId}. Costs
   * Redis some 120 bytes for each task and as long. Entries of a scheduler do not need it, and
   * ignore it. Default: the id is free as soon as the task is gone.
   *
   * @throws IllegalArgumentException if the duration is shorter than one second
   */
  static TaskOption once(Duration duration) {
    return new Once(duration);
  }

  /** Run not before {@code instant}. Default: at once; a moment in the past means at once too. */
  static TaskOption processAt(Instant instant) {
    return new ProcessAt(instant);
  }

  /**
   * Run not before {@code duration} has passed on the clock of Redis. Default: at once; zero and
   * less mean at once too.
   */
  static TaskOption processIn(Duration duration) {
    return new ProcessIn(duration);
  }

  /**
   * The task's id, unique in its queue. Default: a random UUID. It is taken until the task is done
   * and its retention over, or until the task is deleted; {@link #replaceFinished} frees it
   * earlier.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  static TaskOption taskId(String id) {
    return new TaskId(id);
  }

  /**
   * How long, in whole seconds, the task is kept for inspection after it succeeded. Default: not at
   * all.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  static TaskOption retention(Duration duration) {
    return new Retention(duration);
  }

  /**
   * The group whose tasks are aggregated into one. Default: none. A task that is delayed runs by
   * itself.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  static TaskOption group(String name) {
    return new Group(name);
  }

  /** A pair that travels with the task; it replaces the task's own header of that key. */
  static TaskOption header(String key, String value) {
    return new Header(key, value);
  }

  private static void requireText(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the " + what + " must not be blank");
    }
  }

  private static void requireSecond(Duration duration, String what) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a task must be " + what + " for at least 1 s, not for " + duration);
    }
  }

  private static void requireNotNegative(Duration value, String what) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("the " + what + " must not be negative: " + value);
    }
  }
}
