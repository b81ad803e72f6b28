package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.SearchPlace;
import dev.belfry.tasks.internal.redis.SearchPosition;
import dev.belfry.tasks.internal.redis.Searching;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The places of a search that have tasks, in their order. For one thread. */
final class SearchPlaces implements Iterator<SearchPlaces.Beginning> {
  /** One round trip asks for the sizes of all places of so many queues. */
  private static final int QUEUES_AT_ONCE = 16;

  private final Searching searching;
  private final Collection<TaskState> states;
  private final Iterator<String> queues;
  private final @Nullable SearchPosition from;
  private final Deque<Beginning> known = new ArrayDeque<>();

  /**
   * Those from a position on.
   *
   * @param from null for all
   */
  SearchPlaces(
      Searching searching,
      NavigableSet<String> queues,
      Collection<TaskState> states,
      @Nullable SearchPosition from) {
    this.searching = searching;
    this.states = states;
    this.queues = (from == null ? queues : queues.tailSet(from.place().queue(), true)).iterator();
    this.from = from;
  }

  /**
   * Where to begin in a place.
   *
   * @param position where
   * @param length how many tasks the place has
   */
  record Beginning(SearchPosition position, long length) {}

  @Override
  public boolean hasNext() {
    while (known.isEmpty() && queues.hasNext()) {
      List<String> some = new ArrayList<>();
      while (some.size() < QUEUES_AT_ONCE && queues.hasNext()) {
        some.add(queues.next());
      }
      searching.sizes(some, states).forEach(this::add);
    }
    return !known.isEmpty();
  }

  private void add(SearchPlace place, long length) {
    int order = from == null ? 1 : place.compareTo(from.place());
    if (from != null && order == 0) {
      known.add(new Beginning(from, length));
    } else if (order > 0) {
      known.add(new Beginning(SearchPosition.start(place), length));
    }
  }

  @Override
  public Beginning next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return known.remove();
  }
}
