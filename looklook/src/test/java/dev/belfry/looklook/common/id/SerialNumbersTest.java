package dev.belfry.looklook.common.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SerialNumbersTest {
  private final SerialNumbers numbers =
      new SerialNumbers(
          Clock.fixed(Instant.parse("2026-03-01T16:05:09Z"), ZoneId.of("Asia/Shanghai")));

  @Test
  void next_isPrefixLocalSecondAndEightDigits() {
    assertThat(numbers.next(SnPrefix.ORDER)).matches("HSO20260302000509\\d{8}");
    assertThat(numbers.next(SnPrefix.PAYMENT)).matches("PMT20260302000509\\d{8}");
  }

  @Test
  void tradeCode_isEightLettersAndDigits() {
    assertThat(new TradeCodes().next()).matches("[0-9a-zA-Z]{8}");
  }
}
