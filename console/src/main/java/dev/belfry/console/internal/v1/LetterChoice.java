package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.web.Problem;
import dev.belfry.kafka.DeadLetterSelection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a call means. Immutable.
 *
 * @param messages those at these places; null or empty for any
 * @param key those with this key; null for any
 * @param from those given up then or later; null for any
 * @param until those given up before; null for any
 * @param count so many at most; null for no limit
 */
record LetterChoice(
    @Nullable List<Ref> messages,
    @Nullable String key,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Long count) {
  static final int MAX_NAMED = 1000;

  /** A place in the topic. */
  record Ref(@Nullable Integer partition, @Nullable Long offset) {
    private DeadLetterSelection.Place place() {
      if (partition == null || offset == null || partition < 0 || offset < 0) {
        throw Problem.field("messages", "a message is named by its partition and offset");
      }
      return new DeadLetterSelection.Place(partition, offset);
    }
  }

  /** Whether single messages are named. */
  boolean isNamed() {
    return messages != null && !messages.isEmpty();
  }

  /** The letters, at most so many. */
  DeadLetterSelection atMost(long most) {
    if (count != null && count < 1) {
      throw Problem.field("count", "count is 1 or more");
    }
    Set<DeadLetterSelection.Place> places =
        messages == null
            ? Set.of()
            : messages.stream().map(Ref::place).collect(Collectors.toUnmodifiableSet());
    if (places.size() > MAX_NAMED) {
      throw Problem.field("messages", "at most " + MAX_NAMED + " messages can be named at once");
    }
    long named = places.isEmpty() ? most : Math.min(most, places.size());
    long limit = count == null ? named : Math.min(named, count);
    return new DeadLetterSelection(key, from, until, places, limit);
  }
}
