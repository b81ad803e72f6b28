package dev.belfry.tasks;

/**
 * When one step of a search ends. Immutable.
 *
 * @param hits after so many tasks were found, from 1 to {@value #MAX_HITS}
 * @param looked after so many tasks were looked at, at least 1
 */
public record SearchLimits(int hits, int looked) {
  /** More than fit into a view. */
  public static final int DEFAULT_HITS = 100;

  /** They are held in memory. */
  public static final int MAX_HITS = 10_000;

  /** A step then takes less than half a second. */
  public static final int DEFAULT_LOOKED = 100_000;

  /** The defaults. */
  public static final SearchLimits DEFAULT = new SearchLimits(DEFAULT_HITS, DEFAULT_LOOKED);

  public SearchLimits {
    if (hits < 1 || hits > MAX_HITS || looked < 1) {
      throw new IllegalArgumentException(
          "a step of a search ends after 1 to "
              + MAX_HITS
              + " tasks found and 1 or more looked at, not "
              + hits
              + " and "
              + looked);
    }
  }

  /** The default limit of tasks looked at. */
  public static SearchLimits hits(int hits) {
    return new SearchLimits(hits, DEFAULT_LOOKED);
  }
}
