package dev.belfry.kafka;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those that meet all conditions. Immutable.
 *
 * @param key only those with this key; null for any
 * @param from only those given up then or later; null for any
 * @param until only those given up before; null for any
 * @param places only those that lie there; empty for any
 * @param atMost so many at most, the oldest of each partition first
 */
public record DeadLetterSelection(
    @Nullable String key,
    @Nullable Instant from,
    @Nullable Instant until,
    Set<Place> places,
    long atMost) {

  private static final DeadLetterSelection ALL =
      new DeadLetterSelection(null, null, null, Set.of(), Long.MAX_VALUE);

  public DeadLetterSelection {
    places = Set.copyOf(places);
    if (atMost < 1) {
      throw new IllegalArgumentException("at most " + atMost + " dead letters; choose 1 or more");
    }
    if (from != null && until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException(
          "no moment is both from %s on and before %s".formatted(from, until));
    }
  }

  /** A place in a dead-letter topic. */
  public record Place(int partition, long offset) {}

  /** All dead letters of a topic. */
  public static DeadLetterSelection all() {
    return ALL;
  }

  /** Of these, those with a key. */
  public DeadLetterSelection withKey(String key) {
    return new DeadLetterSelection(key, from, until, places, atMost);
  }

  /** Of these, those that were given up at that moment or later. */
  public DeadLetterSelection from(Instant moment) {
    return new DeadLetterSelection(key, moment, until, places, atMost);
  }

  /** Of these, those that were given up before. */
  public DeadLetterSelection until(Instant moment) {
    return new DeadLetterSelection(key, from, moment, places, atMost);
  }

  /** Of these, the one that lies there. */
  public DeadLetterSelection at(int partition, long offset) {
    return at(Set.of(new Place(partition, offset)));
  }

  /** Of these, those that lie at one of these places. */
  public DeadLetterSelection at(Set<Place> places) {
    return new DeadLetterSelection(key, from, until, places, atMost);
  }

  /** Of these, so many at most. */
  public DeadLetterSelection atMost(long count) {
    return new DeadLetterSelection(key, from, until, places, count);
  }

  /** Whether a letter meets the conditions; their number is counted elsewhere. */
  public boolean matches(DeadLetter letter) {
    return (key == null || key.equals(letter.message().key().orElse(null)))
        && (from == null || !letter.failedAt().isBefore(from))
        && (until == null || letter.failedAt().isBefore(until))
        && (places.isEmpty() || places.contains(new Place(letter.partition(), letter.offset())));
  }
}
