package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.id.SerialNumbers;
import dev.belfry.looklook.common.id.SnPrefix;
import java.time.Clock;

/** The numbers of new payments and refunds. Thread-safe. */
final class PaymentNumbers {
  private final SerialNumbers numbers;

  PaymentNumbers(Clock clock) {
    this.numbers = new SerialNumbers(clock);
  }

  String nextPayment() {
    return numbers.next(SnPrefix.PAYMENT);
  }

  String nextRefund() {
    return numbers.next(SnPrefix.REFUND);
  }
}
