package dev.belfry.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one step of a search found. Immutable.
 *
 * @param tasks those that meet the filter, by queue and state; those of a state in the order of
 *     {@link TaskInspector#list}
 * @param counts how many of them are in each state
 * @param looked how many tasks this step looked at
 * @param next where to go on; empty if everything was looked at
 */
public record SearchPage(
    List<TaskInfo> tasks, Map<TaskState, Long> counts, long looked, Optional<String> next) {
  public SearchPage {
    tasks = List.copyOf(tasks);
    counts = Map.copyOf(counts);
  }
}
