package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.RedisBroker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something to all tasks that meet a filter. {@link TaskInspector#bulk} makes one.
 * Thread-safe.
 *
 * <p>Only tasks in one of {@link BulkAction#states} are looked at. Each is changed only if it is
 * still what it was when it was found: the same state and the same message. Redis is kept from
 * others for a few milliseconds at a time; a pending list of a million tasks, for some ten.
 */
public final class TaskBulk {
  private static final Logger log = LoggerFactory.getLogger(TaskBulk.class);

  private final RedisBroker broker;

  TaskBulk(RedisBroker broker) {
    this.broker = broker;
  }

  /**
   * Counts the tasks to which it would be done. Looks at all that may be meant, which takes some
   * four seconds for each million.
   *
   * @param sample how many of them to show
   * @throws TaskStoreException if Redis cannot be reached or refuses
   */
  public BulkPreview preview(BulkAction action, TaskFilter filter, int sample) {
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    List<TaskInfo> first = new ArrayList<>();
    long looked = 0;
    var applicable = applicable(action, filter);
    if (applicable.isEmpty()) {
      return new BulkPreview(Map.of(), List.of(), 0);
    }
    var search = new TaskSearch(broker);
    var limits = new SearchLimits(1000, SearchLimits.DEFAULT_LOOKED);
    Optional<String> cursor = Optional.empty();
    do {
      SearchPage page =
          cursor.isPresent()
              ? search.find(applicable.get(), cursor.get(), limits)
              : search.find(applicable.get(), limits);
      page.tasks().stream()
          .filter(task -> isSubject(action, task))
          .forEach(task -> {
            counts.merge(task.state(), 1L, Long::sum);
            if (first.size() < sample) {
              first.add(task);
            }
          });
      looked += page.looked();
      cursor = page.next();
    } while (cursor.isPresent());
    return new BulkPreview(counts, first, looked);
  }

  static boolean isSubject(BulkAction action, TaskInfo task) {
    return !(action instanceof BulkAction.Move(String toQueue)) || !task.queue().equals(toQueue);
  }

  /** The filter without the states in which there is nothing to do. */
  static Optional<TaskFilter> applicable(BulkAction action, TaskFilter filter) {
    Set<TaskState> states = EnumSet.copyOf(action.states());
    states.retainAll(filter.states());
    return states.isEmpty() ? Optional.empty() : Optional.of(filter.inStates(states));
  }

  /**
   * Begins to do it, in the background. Tasks that come after the beginning may be left alone.
   *
   * @param reason why somebody wants it; stands in the log
   */
  public BulkRun start(BulkAction action, TaskFilter filter, String reason) {
    log.info("bulk {} of tasks with '{}' begins: {}", action, filter, reason);
    var run = new BulkRun(action, filter, reason);
    var work = new BulkWork(broker, action, run);
    Thread.ofVirtual()
        .name("bulk")
        .start(() -> {
          run.finish(() -> applicable(action, filter).ifPresent(work::run));
          log.info("bulk {} of tasks with '{}' ends: {}", action, filter, run.progress());
        });
    return run;
  }
}
