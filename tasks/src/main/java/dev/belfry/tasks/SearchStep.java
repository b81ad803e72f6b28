package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.Pace;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.SearchPlace;
import dev.belfry.tasks.internal.redis.SearchPosition;
import dev.belfry.tasks.internal.redis.Searched;
import dev.belfry.tasks.internal.redis.Searching;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One step of a search. For one thread, and one run. */
final class SearchStep {
  private final RedisBroker broker;
  private final Searching searching;
  private final TaskFilter filter;
  private final List<String> needles;
  private final SearchLimits limits;
  private final Pace pace;
  private final List<TaskInfo> found = new ArrayList<>();
  private final Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
  private long looked;

  SearchStep(RedisBroker broker, TaskFilter filter, SearchLimits limits, int tasksPerSecond) {
    this.broker = broker;
    this.filter = filter;
    this.limits = limits;
    searching = broker.searching();
    needles = filter.needles();
    pace = new Pace(tasksPerSecond);
  }

  SearchPage run(@Nullable SearchPosition from) {
    if (!filter.ids().isEmpty()) {
      return lookUp();
    }
    Iterator<String> queues = queues(from).iterator();
    SearchPosition resume = from;
    while (queues.hasNext()) {
      for (SearchPlace place : searching.places(queues.next(), filter.states())) {
        if (resume != null && place.compareTo(resume.place()) < 0) {
          continue;
        }
        SearchPosition at =
            resume != null && place.equals(resume.place()) ? resume : SearchPosition.start(place);
        SearchPosition end = search(at);
        if (end != null) {
          return page(Optional.of(SearchCursor.encode(end)));
        }
      }
    }
    return page(Optional.empty());
  }

  private NavigableSet<String> queues(@Nullable SearchPosition from) {
    var queues = new TreeSet<>(broker.queues());
    queues.removeIf(queue -> !filter.meansQueue(queue));
    return from == null ? queues : new TreeSet<>(queues.tailSet(from.place().queue(), true));
  }

  /** Looks through a place; answers where it ended before its end, or null. */
  private @Nullable SearchPosition search(SearchPosition from) {
    SearchPosition at = from;
    while (true) {
      int left = (int) Math.min(Integer.MAX_VALUE, limits.looked() - looked);
      if (left <= 0) {
        return at;
      }
      Searched part = searching.await(searching.look(at, needles, left));
      if (part.looked() == 0) {
        return null;
      }
      looked += part.looked();
      pace.took(part.looked());
      for (Searched.Hit hit : part.hits()) {
        var task = new TaskInfo(hit.task());
        // The place decides: a record may be changing it.
        if (task.state() == at.place().state() && filter.matches(task)) {
          take(task);
          if (found.size() == limits.hits()) {
            return hit.position();
          }
        }
      }
      at = part.end();
    }
  }

  private void take(TaskInfo task) {
    found.add(task);
    counts.merge(task.state(), 1L, Long::sum);
  }

  /** Who knows the id need not search. */
  private SearchPage lookUp() {
    for (String queue : queues(null)) {
      for (String id : filter.ids()) {
        looked++;
        read(queue, id).filter(filter::matches).ifPresent(this::take);
      }
    }
    return page(Optional.empty());
  }

  private Optional<TaskInfo> read(String queue, String id) {
    try {
      return broker.task(queue, id).map(TaskInfo::new);
    } catch (TaskStoreException e) {
      throw e;
    } catch (TaskException e) {
      return Optional.empty(); // as it is in a list
    }
  }

  private SearchPage page(Optional<String> next) {
    return new SearchPage(found, counts, looked, next);
  }
}
