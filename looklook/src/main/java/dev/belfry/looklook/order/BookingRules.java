package dev.belfry.looklook.order;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** What a booking must fulfil before it becomes an order. Thread-safe. */
final class BookingRules {

  /** A longer stay is a typing error or a tenancy. */
  static final int MAX_NIGHTS = 365;

  /** Further ahead nobody plans, and a mistyped unit of time ends up there. */
  static final int MAX_YEARS_AHEAD = 10;

  /** The width of the column, counted in characters as a reader sees them. */
  static final int MAX_REMARK_CHARACTERS = 64;

  private final Clock clock;

  /** The zone of {@code clock} says when a day begins. */
  BookingRules(Clock clock) {
    this.clock = clock;
  }

  /** The first rule that the booking breaks, in words for the customer. */
  Optional<String> brokenBy(Booking booking, Homestay homestay) {
    if (!booking.from().isBefore(booking.until())) {
      return Optional.of("Stay at least one night");
    }
    if (booking.nights() > MAX_NIGHTS) {
      return Optional.of("Stay at most " + MAX_NIGHTS + " nights");
    }
    LocalDate today = LocalDate.now(clock);
    LocalDate firstDay = LocalDate.ofInstant(booking.from(), clock.getZone());
    if (firstDay.isBefore(today)) {
      return Optional.of("The stay begins in the past");
    }
    if (firstDay.isAfter(today.plusYears(MAX_YEARS_AHEAD))) {
      return Optional.of("The stay begins more than " + MAX_YEARS_AHEAD + " years ahead");
    }
    if (homestay.listing() == Homestay.Listing.OFF_SHELF) {
      return Optional.of("This homestay cannot be booked at the moment");
    }
    if (booking.people() < 1) {
      return Optional.of("At least one person must stay");
    }
    if (booking.people() > homestay.capacity()) {
      return Optional.of("This homestay takes at most " + homestay.capacity() + " people");
    }
    if (booking.remark().codePointCount(0, booking.remark().length()) > MAX_REMARK_CHARACTERS) {
      return Optional.of("A remark has at most " + MAX_REMARK_CHARACTERS + " characters");
    }
    return Optional.empty();
  }
}
