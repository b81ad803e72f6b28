package dev.belfry.looklook.order;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What an operator decides about orders.
 *
 * @param closeAfter how long a customer has to pay
 * @param zone where the homestays' days begin
 */
public record OrderTerms(Duration closeAfter, ZoneId zone) {
  public OrderTerms {
    if (!closeAfter.isPositive()) {
      throw new IllegalArgumentException("CloseAfter must be positive, but is " + closeAfter);
    }
  }
}
