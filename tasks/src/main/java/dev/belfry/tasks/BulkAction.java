package dev.belfry.tasks;

import java.util.EnumSet;
import java.util.Set;

/** What is to be done to many tasks. Immutable. */
public sealed interface BulkAction {
  /** The states in which a task can be subject to it; tasks in others are left alone. */
  Set<TaskState> states();

  /** Lets them run as soon as a worker is free. */
  record Run() implements BulkAction {
    @Override
    public Set<TaskState> states() {
      return EnumSet.complementOf(EnumSet.of(TaskState.ACTIVE, TaskState.PENDING));
    }
  }

  /** Archives them. The archive keeps 9999 of a queue. */
  record Archive() implements BulkAction {
    @Override
    public Set<TaskState> states() {
      return EnumSet.complementOf(EnumSet.of(TaskState.ACTIVE, TaskState.ARCHIVED));
    }
  }

  /** Deletes them, with their unique locks. */
  record Delete() implements BulkAction {
    @Override
    public Set<TaskState> states() {
      return EnumSet.complementOf(EnumSet.of(TaskState.ACTIVE));
    }
  }

  /** Asks their workers to cancel them. */
  record Cancel() implements BulkAction {
    @Override
    public Set<TaskState> states() {
      return EnumSet.of(TaskState.ACTIVE);
    }
  }

  /**
   * Puts them into another queue, as {@link TaskTransfer#move}.
   *
   * @param toQueue its name; tasks that are there already are left alone
   */
  record Move(String toQueue) implements BulkAction {
    public Move {
      if (toQueue.isBlank()) {
        throw new IllegalArgumentException("the name of a queue must not be blank");
      }
    }

    @Override
    public Set<TaskState> states() {
      return EnumSet.complementOf(EnumSet.of(TaskState.ACTIVE, TaskState.COMPLETED));
    }
  }

  /**
   * Lets them run again with changes, as {@link TaskTransfer#requeue}.
   *
   * @param edit the changes
   */
  record Requeue(TaskEdit edit) implements BulkAction {
    @Override
    public Set<TaskState> states() {
      return EnumSet.complementOf(EnumSet.of(TaskState.ACTIVE));
    }
  }
}
