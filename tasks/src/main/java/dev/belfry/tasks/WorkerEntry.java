package dev.belfry.tasks;

import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Instant;
import java.util.Optional;

/** A task that a server runs, as it told some seconds ago. Immutable. */
public final class WorkerEntry {
  private final WorkerInfo worker;

  WorkerEntry(WorkerInfo worker) {
    this.worker = worker;
  }

  /** The task's queue. */
  public String queue() {
    return worker.queue();
  }

  /** The task's id. */
  public String taskId() {
    return worker.taskId();
  }

  /** The task's type. */
  public String taskType() {
    return worker.taskType();
  }

  /** The task's payload; a Belfry server shows the first 4096 bytes of it. A copy. */
  public byte[] payload() {
    return worker.payload().toByteArray();
  }

  /** When the attempt began. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(worker.startedAt());
  }

  /** When the attempt must end. */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(worker.deadline());
  }

  @Override
  public String toString() {
    return "task " + taskId() + " (" + taskType() + ") of queue " + queue();
  }
}
