package dev.belfry.looklook.order;

import static dev.belfry.looklook.order.Samples.HOUSE;
import static dev.belfry.looklook.order.Samples.booking;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PriceTest {

  @Test
  void twoNightsOfTwoPeopleWithMeals_costBoth() {
    Price price = Price.of(booking(), HOUSE);

    assertThat(price).isEqualTo(new Price(400_00, 120_00));
    assertThat(price.total()).isEqualTo(520_00);
  }

  @Test
  void weakness11_aStayShorterThanADay_costsOneNight() {
    Duration day = Duration.ofDays(1);

    assertThat(Price.of(booking(day, day.plusHours(23)), HOUSE).homestay()).isEqualTo(200_00);
    assertThat(Price.of(booking(day, day.plusSeconds(1)), HOUSE).homestay()).isEqualTo(200_00);
  }

  @Test
  void nights_areWholeDays() {
    Duration day = Duration.ofDays(1);

    assertThat(booking(day, day.plusHours(24)).nights()).isEqualTo(1);
    assertThat(booking(day, day.plusHours(47)).nights()).isEqualTo(1);
    assertThat(booking(day, day.plusHours(48)).nights()).isEqualTo(2);
  }

  @Test
  void withoutMeals_foodCostsNothing() {
    Booking b = booking();
    var dry = new Booking(b.userId(), b.homestayId(), b.from(), b.until(), 2, Meals.WITHOUT, "");

    assertThat(Price.of(dry, HOUSE).total()).isEqualTo(400_00);
  }
}
