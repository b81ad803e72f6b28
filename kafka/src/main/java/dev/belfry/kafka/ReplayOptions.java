package dev.belfry.kafka;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How dead letters are sent again. Immutable.
 *
 * @param perSecond so many at most in a second; infinite for no limit
 * @param topic where to; null for the topic that each one came from
 * @param within no letter is sent later than this after the first answer of the brokers; null for
 *     no limit
 */
public record ReplayOptions(double perSecond, @Nullable String topic, @Nullable Duration within) {
  private static final ReplayOptions STANDARD =
      new ReplayOptions(Double.POSITIVE_INFINITY, null, null);

  public ReplayOptions {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException(
          perSecond + " messages a second; choose more than 0, such as 0.5");
    }
  }

  /** To where each one came from, as fast as the brokers take it. */
  public static ReplayOptions standard() {
    return STANDARD;
  }

  /** These options with a limit, for consumers that could not bear all at once. */
  public ReplayOptions atRate(double perSecond) {
    return new ReplayOptions(perSecond, topic, within);
  }

  /** These options with one topic for all, such as one that only the failed group reads. */
  public ReplayOptions to(String topic) {
    return new ReplayOptions(perSecond, topic, within);
  }

  /** These options with an end: what is not sent by then stays. */
  public ReplayOptions within(Duration time) {
    return new ReplayOptions(perSecond, topic, time);
  }

  /** Where all go to; empty if each goes to where it came from. */
  public Optional<String> target() {
    return Optional.ofNullable(topic);
  }
}
