package dev.belfry.tasks;

import java.util.List;

/**
 * Merges the tasks of a group into one. Must be thread-safe: several groups may be aggregated at
 * the same time.
 *
 * <p>The server asks once for each set of tasks that it takes from a group. The task that is
 * returned is stored and the set removed in one step: a crash before it leaves the set, whose tasks
 * then go back to their group and are aggregated again; after it, nothing is left to repeat. So the
 * aggregator itself should have no effects, they belong into the handler of the aggregated task.
 */
@FunctionalInterface
public interface TaskAggregator {

  /**
   * Merges tasks.
   *
   * <p>The server gives it 100 seconds, then interrupts it; what it returns later is void. If it
   * throws or runs out of time, the tasks go back to their group, which then rests: five seconds
   * after the first failure in a row, doubled by each other one up to ten minutes. The same happens
   * if the id or the unique lock of the returned task is taken.
   *
   * @param group the name of the group
   * @param tasks its tasks, the first added first (to the second; within one second by id); never
   *     empty, and at most 10,000
   * @return the task to run in their place, in the same queue whatever its options say; with a
   *     group of its own it waits there. {@link #nothing()} if the tasks are not wanted any more
   *     and no task takes their place
   * @throws Exception if that cannot be done now
   */
  Task aggregate(String group, List<Task> tasks) throws Exception;

  /** What an aggregator returns to have its tasks removed without a successor. */
  static Task nothing() {
    return Task.NOTHING;
  }
}
