package dev.belfry.looklook.order;

import static dev.belfry.looklook.order.Samples.HOUSE;
import static dev.belfry.looklook.order.Samples.booking;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Weakness 11: what was never checked. */
class BookingRulesTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final BookingRules rules = new BookingRules(Samples.CLOCK);

  @Test
  void aSoundBooking_breaksNothing() {
    assertThat(rules.brokenBy(booking(), HOUSE)).isEmpty();
  }

  @Test
  void zeroOrNegativeNights_areRefused() {
    assertThat(rules.brokenBy(booking(DAY, DAY), HOUSE)).contains("Stay at least one night");
    assertThat(rules.brokenBy(booking(DAY.multipliedBy(2), DAY), HOUSE))
        .contains("Stay at least one night");
  }

  @Test
  void aYearOfNights_isTheMost() {
    assertThat(rules.brokenBy(booking(DAY, DAY.multipliedBy(366)), HOUSE)).isEmpty();
    assertThat(rules.brokenBy(booking(DAY, DAY.multipliedBy(367)), HOUSE))
        .contains("Stay at most 365 nights");
  }

  @Test
  void aStayThatBegan_mayBeginTodayButNotYesterday() {
    assertThat(rules.brokenBy(booking(Duration.ofHours(-10), DAY), HOUSE)).isEmpty();
    assertThat(rules.brokenBy(booking(Duration.ofHours(-11), DAY), HOUSE))
        .contains("The stay begins in the past");
  }

  @Test
  void aStayFarAhead_isRefused() {
    Duration far = DAY.multipliedBy(366 * 11);

    assertThat(rules.brokenBy(booking(far, far.plus(DAY)), HOUSE))
        .contains("The stay begins more than 10 years ahead");
  }

  @Test
  void aHomestayOffTheShelf_isRefused() {
    assertThat(rules.brokenBy(booking(), Samples.offShelf()))
        .contains("This homestay cannot be booked at the moment");
  }

  @Test
  void people_mustFitIn() {
    assertThat(rules.brokenBy(Samples.withPeople(4), HOUSE)).isEmpty();
    assertThat(rules.brokenBy(Samples.withPeople(5), HOUSE))
        .contains("This homestay takes at most 4 people");
    assertThat(rules.brokenBy(Samples.withPeople(0), HOUSE))
        .contains("At least one person must stay");
    assertThat(rules.brokenBy(Samples.withPeople(-3), HOUSE)).isPresent();
  }

  @Test
  void aRemark_isCountedInCharactersThatPeopleSee() {
    assertThat(rules.brokenBy(Samples.withRemark("🏡".repeat(64)), HOUSE)).isEmpty();
    assertThat(rules.brokenBy(Samples.withRemark("x".repeat(65)), HOUSE))
        .contains("A remark has at most 64 characters");
  }
}
