package dev.belfry.tasks;

import dev.belfry.tasks.internal.filter.Needles;
import dev.belfry.tasks.internal.redis.Pace;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.SearchPlace;
import dev.belfry.tasks.internal.redis.SearchPosition;
import dev.belfry.tasks.internal.redis.Searched;
import dev.belfry.tasks.internal.redis.Searching;
import dev.belfry.tasks.internal.redis.Skim;
import dev.belfry.tasks.internal.redis.Skimmed;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One step of a search. For one thread, and one run. */
final class SearchStep {
  private final RedisBroker broker;
  private final Searching searching;
  private final TaskFilter filter;
  private final List<String> needles;
  private final Needles texts;
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
    texts = new Needles(needles);
    pace = new Pace(tasksPerSecond);
  }

  SearchPage run(@Nullable SearchPosition from) {
    if (!filter.ids().isEmpty()) {
      return lookUp();
    }
    Iterator<String> queues = queues(from).iterator();
    while (queues.hasNext()) {
      Set<SearchPlace> places = searching.sizes(List.of(queues.next()), filter.states()).keySet();
      for (SearchPlace place : places) {
        int order = from == null ? 1 : place.compareTo(from.place());
        if (from == null || order >= 0) {
          SearchPosition end =
              search(from != null && order == 0 ? from : SearchPosition.start(place));
          if (end != null) {
            return page(Optional.of(SearchCursor.encode(end)));
          }
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
    Skim skim = skim(at);
    while (true) {
      int left = (int) Math.min(Integer.MAX_VALUE, limits.looked() - looked);
      if (left <= 0) {
        return at;
      }
      Skimmed read = next(skim, left);
      if (read != null) {
        took(read.size());
        SearchPosition last = judge(read);
        if (last != null || !read.hasMore()) {
          return last;
        }
        at = read.end();
      } else {
        Searched part = searching.await(searching.look(at, needles, left));
        if (part.looked() == 0) {
          return null;
        }
        took(part.looked());
        SearchPosition last = take(part.hits());
        if (last != null) {
          return last;
        }
        at = part.end();
        skim = skim(at);
      }
    }
  }

  private void took(int count) {
    looked += count;
    pace.took(count);
  }

  private @Nullable Skim skim(SearchPosition from) {
    return filter.judgesMessages() ? searching.skim(from) : null;
  }

  private @Nullable Skimmed next(@Nullable Skim skim, int most) {
    try {
      return skim == null ? null : skim.next(most);
    } catch (Skim.NotPossible e) {
      searching.skimNoMore(e);
      return null;
    }
  }

  /** Reads in full what may meet the filter; answers with the last hit if they are enough. */
  private @Nullable SearchPosition judge(Skimmed read) {
    List<Skimmed.Line> likely = new ArrayList<>();
    for (int task = 0; task < read.size(); task++) {
      byte[] message = read.message(task);
      if (message != null && texts.areIn(message) && mayMatch(message, read.line(task), read)) {
        likely.add(read.line(task));
      }
    }
    int from = 0;
    while (from < likely.size()) {
      int to = Math.min(likely.size(), from + limits.hits() - found.size());
      SearchPosition last = take(searching.read(read.place(), likely.subList(from, to)));
      if (last != null) {
        return last;
      }
      from = to;
    }
    return null;
  }

  private boolean mayMatch(byte[] message, Skimmed.Line line, Skimmed read) {
    SearchPlace place = read.place();
    try {
      var decoded = TaskMessage.decode(message);
      var named =
          decoded.id().equals(line.id()) && decoded.queue().equals(place.queue())
              ? decoded
              : decoded.toBuilder().id(line.id()).queue(place.queue()).build();
      return filter.mayMatch(new TaskInfo(named, place.state(), null, new byte[0]));
    } catch (UndecodableException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Takes those that meet the filter; answers with the last one if they are enough. */
  private @Nullable SearchPosition take(List<Searched.Hit> hits) {
    for (Searched.Hit hit : hits) {
      var task = new TaskInfo(hit.task());
      // The place decides: a record may be changing it.
      if (task.state() == hit.position().place().state() && filter.matches(task)) {
        take(task);
        if (found.size() == limits.hits()) {
          return hit.position();
        }
      }
    }
    return null;
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
