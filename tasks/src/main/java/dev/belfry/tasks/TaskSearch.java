package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.SearchPosition;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks for tasks in all queues and states, step by step. {@link TaskInspector#search} makes one.
 * Immutable and thread-safe.
 *
 * <p>Each step asks Redis for small parts, each of which keeps it from others for two milliseconds
 * at most, and no more than {@link #tasksPerSecond} are looked at. Where messages alone tell of
 * most tasks that they do not meet the filter, they are read with {@code SORT}, and judged here;
 * what depends on times or results, groups, a Cluster, and a Redis that refuses {@code SORT} are
 * searched by a script, which takes Redis about four times as long. A task that stays where it is
 * is found once. One that moves on meanwhile may be found twice, or not at all. Tasks that an
 * aggregator has at that moment are not looked at. All methods throw {@link TaskStoreException} if
 * Redis cannot be reached or refuses.
 */
public final class TaskSearch {
  /** Takes about half of Redis at most, which has one core, for as long as the search lasts. */
  public static final int DEFAULT_TASKS_PER_SECOND = 250_000;

  private final RedisBroker broker;
  private final int tasksPerSecond;

  TaskSearch(RedisBroker broker) {
    this(broker, DEFAULT_TASKS_PER_SECOND);
  }

  private TaskSearch(RedisBroker broker, int tasksPerSecond) {
    if (tasksPerSecond < 1) {
      throw new IllegalArgumentException("the limits of a search begin at 1");
    }
    this.broker = broker;
    this.tasksPerSecond = tasksPerSecond;
  }

  /** The same search with another limit of speed; default {@value #DEFAULT_TASKS_PER_SECOND}. */
  public TaskSearch tasksPerSecond(int limit) {
    return new TaskSearch(broker, limit);
  }

  /** The first step. */
  public SearchPage find(TaskFilter filter, SearchLimits limits) {
    return step(filter, null, limits);
  }

  /**
   * A further step.
   *
   * @param cursor what the step before said is next
   * @throws IllegalArgumentException if it is no such cursor
   */
  public SearchPage find(TaskFilter filter, String cursor, SearchLimits limits) {
    return step(filter, SearchCursor.decode(cursor), limits);
  }

  private SearchPage step(TaskFilter filter, @Nullable SearchPosition from, SearchLimits limits) {
    return new SearchStep(broker, filter, limits, tasksPerSecond).run(from);
  }

  /** How many tasks a search with this filter would look at, at this moment. */
  public long size(TaskFilter filter) {
    if (!filter.ids().isEmpty()) {
      return filter.ids().size();
    }
    List<String> queues = broker.queues().stream().filter(filter::meansQueue).toList();
    return broker.searching().sizes(queues, filter.states()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** All tasks that meet the filter, looked for while they are taken from the stream. */
  public Stream<TaskInfo> stream(TaskFilter filter) {
    var steps = new Steps(filter);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(steps, Spliterator.ORDERED), false)
        .flatMap(List::stream);
  }

  /** Steps until nothing is left. For one thread. */
  private final class Steps implements Iterator<List<TaskInfo>> {
    private static final SearchLimits SMALL = new SearchLimits(200, 20_000);

    private final TaskFilter filter;
    private boolean begun;
    private Optional<String> next = Optional.empty();

    Steps(TaskFilter filter) {
      this.filter = filter;
    }

    @Override
    public boolean hasNext() {
      return !begun || next.isPresent();
    }

    @Override
    public List<TaskInfo> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      begun = true;
      SearchPage page =
          next.map(it -> find(filter, it, SMALL)).orElseGet(() -> find(filter, SMALL));
      next = page.next();
      return page.tasks();
    }
  }
}
