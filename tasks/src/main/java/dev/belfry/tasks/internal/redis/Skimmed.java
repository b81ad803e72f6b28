package dev.belfry.tasks.internal.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a place, as they are stored.
 *
 * @param place the place
 * @param lines one for each task that was looked at
 * @param end the last of them; means nothing if the place has no more
 * @param hasMore whether the place may have more
 */
public record Skimmed(SearchPlace place, List<Line> lines, SearchPosition end, boolean hasMore) {
  public Skimmed {
    lines = List.copyOf(lines);
  }

  /**
   * A task.
   *
   * @param id its id
   * @param index its index from the beginning of the place
   * @param message its bytes, which nobody may change; null if it has no record
   */
  @SuppressWarnings("ArrayRecordComponent") // a million of them are made for one search
  public record Line(String id, long index, byte @Nullable [] message) {}
}
