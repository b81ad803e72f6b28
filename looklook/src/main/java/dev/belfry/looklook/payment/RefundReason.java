package dev.belfry.looklook.payment;

/** Why money goes back. */
enum RefundReason {
  /** The order was closed before the money came. */
  ORDER_CLOSED,
  /** The order had been paid by another payment. */
  PAID_TWICE
}
