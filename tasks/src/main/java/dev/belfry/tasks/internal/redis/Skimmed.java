package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of tasks of a place, as they are stored. Immutable; nobody may change the bytes. */
public final class Skimmed {
  private final List<byte[]> values;
  private final int from;
  private final long start;
  private final SearchPosition end;
  private final boolean hasMore;

  /**
   * Without a copy.
   *
   * @param values an id and a message in turn, the message null if there is none
   * @param from how many of them are passed over
   * @param start the index of the first of all in its place
   */
  Skimmed(List<byte[]> values, int from, long start, SearchPosition end, boolean hasMore) {
    this.values = values;
    this.from = from;
    this.start = start;
    this.end = end;
    this.hasMore = hasMore;
  }

  /** How many tasks were looked at. */
  public int size() {
    return values.size() / 2 - from;
  }

  /** Where they are. */
  public SearchPlace place() {
    return end.place();
  }

  /** The last of them; means nothing if the place has no more. */
  public SearchPosition end() {
    return end;
  }

  /** Whether the place may have more. */
  public boolean hasMore() {
    return hasMore;
  }

  /** The message of a task; null if it has no record. */
  public byte @Nullable [] message(int task) {
    return values.get(2 * (from + task) + 1);
  }

  /** What a task is called. */
  public Line line(int task) {
    return new Line(new String(values.get(2 * (from + task)), UTF_8), start + from + task);
  }

  /**
   * A task.
   *
   * @param id its id
   * @param index its index from the beginning of the place
   */
  public record Line(String id, long index) {}
}
