package dev.belfry.looklook.order;

import java.time.Instant;
import java.time.LocalDate;

/**
 * An order as stored.
 *
 * @param homestay what the catalogue offered when the order was made
 * @param from the first day of the stay
 * @param until the day of departure
 * @param tradeCode what the guest shows on arrival
 * @param refund whether money came for this order after it was closed
 * @param version grows by one with every change
 */
record Order(
    long id,
    String sn,
    long userId,
    OrderState state,
    Homestay homestay,
    LocalDate from,
    LocalDate until,
    int people,
    Meals meals,
    Price price,
    String tradeCode,
    String remark,
    RefundMark refund,
    Instant createTime,
    long version) {

  /** Whether money must go back although the order was never paid in time. */
  enum RefundMark {
    NONE,
    /** The payment came when the order was closed already; the payment service gives it back. */
    PAID_AFTER_CLOSE;

    /** The number in the database. */
    int code() {
      return this == PAID_AFTER_CLOSE ? 1 : 0;
    }

    static RefundMark of(int code) {
      return code == 0 ? NONE : PAID_AFTER_CLOSE;
    }
  }

  Order withId(long newId) {
    return new Order(
        newId,
        sn,
        userId,
        state,
        homestay,
        from,
        until,
        people,
        meals,
        price,
        tradeCode,
        remark,
        refund,
        createTime,
        version);
  }

  /** This order as it is after a change of its state. */
  Order in(OrderState newState) {
    return new Order(
        id,
        sn,
        userId,
        newState,
        homestay,
        from,
        until,
        people,
        meals,
        price,
        tradeCode,
        remark,
        refund,
        createTime,
        version + 1);
  }

  /** This order as it is after the mark was set. */
  Order marked(RefundMark mark) {
    return new Order(
        id,
        sn,
        userId,
        state,
        homestay,
        from,
        until,
        people,
        meals,
        price,
        tradeCode,
        remark,
        mark,
        createTime,
        version + 1);
  }
}
