package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.server.TaskForms;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.util.Optional;

/** Shows the task server what public types hold. Thread-safe. */
final class StoredForms implements TaskForms {
  private static final byte[] NO_RESULT = {};

  @Override
  public Task task(TaskMessage message) {
    return Task.stored(message.type(), message.payload(), message.headers());
  }

  @Override
  public TaskInfo info(TaskMessage message) {
    return new TaskInfo(message, TaskState.ACTIVE, null, NO_RESULT);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // It is known by its identity.
  public Optional<NewTask> toStore(Keyspace keyspace, Task task, String queue) {
    return task == Task.NOTHING
        ? Optional.empty()
        : Optional.of(EnqueueOptions.resolve(keyspace, task, TaskOption.queue(queue)));
  }
}
