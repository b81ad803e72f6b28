package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * What one look at a place brought.
 *
 * @param hits tasks that have all texts that were looked for
 * @param looked how many tasks were looked at; none if the place has no more
 * @param end the last one of them
 */
public record Searched(List<Hit> hits, int looked, SearchPosition end) {
  public Searched {
    hits = List.copyOf(hits);
  }

  /**
   * A task.
   *
   * @param task as it is
   * @param message its bytes as they are stored
   * @param position where
   */
  public record Hit(StoredTask task, ByteString message, SearchPosition position) {
    /** The id of the task. */
    public String id() {
      return position.id();
    }
  }
}
