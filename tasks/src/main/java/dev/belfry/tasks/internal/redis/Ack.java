package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;

/** The outcome of an attempt, to be written if the attempt still holds its lease. */
public sealed interface Ack {

  /** The right to write. */
  Lease lease();

  /** The task as it was fetched. */
  TaskMessage message();

  /** The task succeeded, or is no longer wanted: forget it. */
  record Done(Lease lease, TaskMessage message) implements Ack {}

  /** The task succeeded: keep it for its retention. */
  record Complete(Lease lease, TaskMessage message, String note) implements Ack {
    public Complete(Lease lease, TaskMessage message) {
      this(lease, message, "");
    }
  }

  /**
   * The task is to run again.
   *
   * @param error why
   * @param delay after which time
   * @param cost what it costs the task
   * @param note what is noted of the attempt; empty for nothing
   */
  record Retry(
      Lease lease, TaskMessage message, String error, Duration delay, Cost cost, String note)
      implements Ack {
    /** A century is for ever, and can be counted in milliseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public Retry {
      delay = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    public Retry(Lease lease, TaskMessage message, String error, Duration delay, Cost cost) {
      this(lease, message, error, delay, cost, "");
    }
  }

  /** The task failed for good, because of {@code error}. */
  record Archive(Lease lease, TaskMessage message, String error, String note) implements Ack {
    public Archive(Lease lease, TaskMessage message, String error) {
      this(lease, message, error, "");
    }
  }

  /** The task was not run, or not to its end: it goes back and is next to run. */
  record Requeue(Lease lease, TaskMessage message) implements Ack {}

  /** What another attempt costs. */
  enum Cost {
    /** One retry; the attempt is counted as processed and failed. */
    RETRY,
    /** Nothing; the attempt is not counted. */
    NOTHING
  }

  /** What became of an acknowledgement. */
  enum Result {
    /** It was written now. */
    APPLIED,
    /** It had been written before, by an earlier try whose reply was lost. */
    ALREADY_APPLIED,
    /** The attempt no longer holds its lease: nothing was written. */
    LOST
  }
}
