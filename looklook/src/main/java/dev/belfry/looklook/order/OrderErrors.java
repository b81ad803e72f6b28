package dev.belfry.looklook.order;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;

/** What callers are told when an order cannot do what they want. */
final class OrderErrors {

  private OrderErrors() {}

  static CodedException missing(String sn) {
    return CodedException.business("There is no order " + sn);
  }

  static CodedException noSuchState(long code) {
    return CodedException.param("tradeState: there is no state " + code);
  }

  static CodedException rejected(Order order, OrderState target) {
    return CodedException.business(
        "Order %s is %s and cannot become %s".formatted(order.sn(), order.state(), target));
  }

  static CodedException paidAfterClose(Order order) {
    return new CodedException(
        ErrorCode.PAID_AFTER_CLOSE,
        "Order %s was closed before the money came; it goes back".formatted(order.sn()));
  }
}
