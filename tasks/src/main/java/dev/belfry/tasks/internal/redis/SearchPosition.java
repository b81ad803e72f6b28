package dev.belfry.tasks.internal.redis;

/**
 * How far a search has come: up to a task in a place.
 *
 * @param place the place
 * @param id the last task that was looked at; empty if none was
 * @param at its index in a list, or its score in a set; without an id, the index to begin with
 */
public record SearchPosition(SearchPlace place, String id, String at) {

  /** Before the first task of a place. */
  public static SearchPosition start(SearchPlace place) {
    return new SearchPosition(place, "", "");
  }

  /** In a list, at an index from the right. */
  public static SearchPosition index(SearchPlace place, long index) {
    return new SearchPosition(place, "", Long.toString(index));
  }

  /** In a list: the index of the task. */
  public long index() {
    return Long.parseLong(at);
  }

  /** After a task of the same place. */
  SearchPosition after(String lastId, String lastAt) {
    return new SearchPosition(place, lastId, lastAt);
  }
}
