package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.Change;
import dev.belfry.tasks.internal.redis.TaskAdmin;

/** Says why a task cannot be changed, and what to do instead. Thread-safe. */
final class ChangeErrors {
  private final TaskAdmin admin;

  ChangeErrors(TaskAdmin admin) {
    this.admin = admin;
  }

  /** Throws unless the change was made. */
  void require(Change change, String queue, String id) {
    switch (change) {
      case DONE -> {}
      case MISSING -> {
        admin.requireQueue(queue);
        throw new TaskNotFoundException(queue, id);
      }
      case CHANGED -> throw new TaskChangedException(queue, id);
      case CONFLICT, DUPLICATE ->
          throw new IllegalStateException("only what moves meets others: " + change);
      case STAGED ->
          throw state(
              queue, id, TaskState.AGGREGATING, "an aggregator has it: wait until it is done");
      case ACTIVE ->
          throw state(queue, id, TaskState.ACTIVE, "a worker has it: cancel it, or wait");
      case PENDING ->
          throw state(queue, id, TaskState.PENDING, "it runs as soon as a worker is free");
      case ARCHIVED -> throw state(queue, id, TaskState.ARCHIVED, "there is nothing to do");
      case COMPLETED ->
          throw state(queue, id, TaskState.COMPLETED, "it is done: enqueue another task");
      case AGGREGATING ->
          throw state(queue, id, TaskState.AGGREGATING, "it waits in its group: run it instead");
    }
  }

  private static TaskStateException state(String queue, String id, TaskState state, String advice) {
    return new TaskStateException(
        state,
        "task '"
            + id
            + "' of queue '"
            + queue
            + "' is "
            + state.name().toLowerCase(java.util.Locale.ROOT)
            + "; "
            + advice);
  }
}
