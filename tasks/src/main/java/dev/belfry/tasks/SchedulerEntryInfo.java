package dev.belfry.tasks;

import dev.belfry.tasks.internal.wire.SchedulerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A schedule that a running scheduler has, as it told some seconds ago. Immutable. */
public final class SchedulerEntryInfo {
  private final String schedulerId;
  private final SchedulerEntry entry;

  SchedulerEntryInfo(String schedulerId, SchedulerEntry entry) {
    this.schedulerId = schedulerId;
    this.entry = entry;
  }

  /** The scheduler that told; several may have the same schedule. */
  public String schedulerId() {
    return schedulerId;
  }

  /** Names the entry in {@link TaskInspector#enqueueEvents}. */
  public String id() {
    return entry.id();
  }

  /** When it fires, as it was registered. */
  public String spec() {
    return entry.spec();
  }

  /** The type of the task that it enqueues. */
  public String taskType() {
    return entry.taskType();
  }

  /** The payload of the task that it enqueues. A copy. */
  public byte[] payload() {
    return entry.payload().toByteArray();
  }

  /** The options of the task, in Go's form: {@code Queue("low")}, {@code MaxRetry(3)}. */
  public List<String> options() {
    return entry.options();
  }

  /** When it fires next; empty if never. */
  public Optional<Instant> next() {
    return Optional.ofNullable(entry.next());
  }

  /** When it fired last; empty if it has not yet. */
  public Optional<Instant> previous() {
    return Optional.ofNullable(entry.previous());
  }

  @Override
  public String toString() {
    return "\"" + spec() + "\" enqueues " + taskType();
  }
}
