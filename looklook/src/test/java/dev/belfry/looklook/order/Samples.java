package dev.belfry.looklook.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A homestay and bookings for tests. */
final class Samples {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** 2026-06-01, 10:00 in the homestays' zone. */
  static final Instant NOW = Instant.parse("2026-06-01T02:00:00Z");

  static final Clock CLOCK = Clock.fixed(NOW, ZONE);

  static final Homestay HOUSE =
      new Homestay(
          7,
          "House",
          "by the sea",
          "a.jpg,b.jpg",
          "quiet",
          4,
          Homestay.Listing.ON_SHELF,
          0,
          "porridge",
          30_00,
          200_00,
          250_00,
          3,
          9);

  private Samples() {}

  /** Two people, two nights from tomorrow on, with meals. */
  static Booking booking() {
    return booking(Duration.ofDays(1), Duration.ofDays(3));
  }

  static Booking booking(Duration from, Duration until) {
    return new Booking(
        1, HOUSE.id(), NOW.plus(from), NOW.plus(until), 2, Meals.INCLUDED, "late arrival");
  }

  static Booking withPeople(long people) {
    Booking b = booking();
    return new Booking(
        b.userId(), b.homestayId(), b.from(), b.until(), people, b.meals(), b.remark());
  }

  static Booking withRemark(String remark) {
    Booking b = booking();
    return new Booking(
        b.userId(), b.homestayId(), b.from(), b.until(), b.people(), b.meals(), remark);
  }

  static Homestay offShelf() {
    return new Homestay(
        7,
        "House",
        "by the sea",
        "a.jpg,b.jpg",
        "quiet",
        4,
        Homestay.Listing.OFF_SHELF,
        0,
        "porridge",
        30_00,
        200_00,
        250_00,
        3,
        9);
  }
}
