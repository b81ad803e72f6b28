package dev.belfry.tasks.internal.redis;

/**
 * How far a search has come: up to a task in a place.
 *
 * @param place the place
 * @param id the last task that was looked at; empty if none was
 * @param at its index in a list, or its score in a set
 */
public record SearchPosition(SearchPlace place, String id, String at) {

  /** Before the first task of a place. */
  public static SearchPosition start(SearchPlace place) {
    return new SearchPosition(place, "", "");
  }

  /** After a task of the same place. */
  SearchPosition after(String lastId, String lastAt) {
    return new SearchPosition(place, lastId, lastAt);
  }
}
