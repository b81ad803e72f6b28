package dev.belfry.looklook.order;

/** Where money is given back. Thread-safe. */
interface RefundDesk {

  /**
   * Has the payment of a closed order refunded. Repeating it is harmless.
   *
   * @throws RuntimeException if the refund is not recorded for sure; to be tried again
   */
  void refundClosed(String orderSn);
}
