package dev.belfry.looklook.order;

import java.time.Duration;
import java.time.Instant;

/** What a customer asks for. */
record Booking(
    long userId,
    long homestayId,
    Instant from,
    Instant until,
    long people,
    Meals meals,
    String remark) {

  /**
   * The nights to pay for: the whole days of the stay, and one night for a stay shorter than a day.
   */
  long nights() {
    return Math.max(1, Duration.between(from, until).toDays());
  }
}
