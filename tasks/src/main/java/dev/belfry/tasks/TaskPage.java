package dev.belfry.tasks;

import java.util.List;

/**
 * A part of a list of tasks. Immutable.
 *
 * @param tasks those that are next to run, or were first to end, come first
 * @param total how many tasks the whole list has
 * @param page which part it is
 */
public record TaskPage(List<ListedTask> tasks, long total, Page page) {
  public TaskPage {
    tasks = List.copyOf(tasks);
  }

  /** The tasks that can be read. */
  public List<TaskInfo> readable() {
    return tasks.stream()
        .filter(ListedTask.Found.class::isInstance)
        .map(task -> ((ListedTask.Found) task).task())
        .toList();
  }

  /** Whether there are tasks beyond this page. */
  public boolean hasNext() {
    return page.start() + tasks.size() < total;
  }
}
