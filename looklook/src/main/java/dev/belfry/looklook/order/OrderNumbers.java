package dev.belfry.looklook.order;

import dev.belfry.looklook.common.id.SerialNumbers;
import dev.belfry.looklook.common.id.SnPrefix;
import dev.belfry.looklook.common.id.TradeCodes;
import java.time.Clock;

/** The numbers and codes of new orders. Thread-safe. */
final class OrderNumbers {
  private final SerialNumbers numbers;
  private final TradeCodes codes = new TradeCodes();

  OrderNumbers(Clock clock) {
    this.numbers = new SerialNumbers(clock);
  }

  String nextSn() {
    return numbers.next(SnPrefix.ORDER);
  }

  String nextTradeCode() {
    return codes.next();
  }
}
