package dev.belfry.tasks;

/** What may go when a queue is deleted. */
public enum QueueDeletion {
  /** Only a queue without a task in any state is deleted. */
  ONLY_IF_EMPTY,
  /** All tasks are deleted, those in groups too; refused while a worker has one. */
  WITH_TASKS
}
