package dev.belfry.tasks.internal.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to aggregate in a queue.
 *
 * @param putBack how many abandoned sets were put back into their groups
 * @param nextAbandoned when the next set may count as abandoned
 * @param isAggregated whether a server of Belfry aggregates the queue
 * @param cursor where to go on; {@link #BEGIN} after the last page
 * @param staged the groups of the sets that are being aggregated; not more than 100
 * @param sizes groups and how many tasks they have; about 1000 of them
 */
public record GroupLook(
    int putBack,
    Optional<Duration> nextAbandoned,
    boolean isAggregated,
    String cursor,
    Set<String> staged,
    Map<String, Integer> sizes) {
  /** The cursor of the first page. */
  public static final String BEGIN = "0";

  public GroupLook {
    staged = Set.copyOf(staged);
    sizes = Map.copyOf(sizes);
  }
}
