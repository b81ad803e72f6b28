package dev.belfry.looklook.payment;

/**
 * An order as somebody sees it who wants to pay it.
 *
 * @param total in fen
 * @param stage whether it can be paid
 */
record PayableOrder(String sn, long userId, String title, long total, Stage stage) {

  /** Where an order is with respect to being paid. */
  enum Stage {
    WAITS_FOR_PAYMENT,
    CLOSED,
    PAID
  }
}
