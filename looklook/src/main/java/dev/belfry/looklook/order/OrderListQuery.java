package dev.belfry.looklook.order;

import dev.belfry.looklook.common.error.CodedException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of a customer's orders, newest first.
 *
 * @param beforeId the page begins after this order; empty for the first page
 * @param size how many orders, between 1 and {@link #MAX_SIZE}
 * @param state only orders in this state; empty for all
 */
record OrderListQuery(long userId, OptionalLong beforeId, int size, Optional<OrderState> state) {

  /** A screen or two. */
  static final int DEFAULT_SIZE = 20;

  /** Keeps one call from reading a customer's whole history. */
  static final int MAX_SIZE = 100;

  /** What callers send for orders in any state. */
  static final long ALL_STATES = -99;

  /**
   * A query from the numbers of a request, where 0 or less means "the first page" and "the default
   * size", and a larger size than {@link #MAX_SIZE} means that one.
   *
   * @throws CodedException if there is no such state
   */
  static OrderListQuery of(long userId, long lastId, long pageSize, long tradeState) {
    int size = pageSize <= 0 ? DEFAULT_SIZE : (int) Math.min(pageSize, MAX_SIZE);
    return new OrderListQuery(
        userId,
        lastId > 0 ? OptionalLong.of(lastId) : OptionalLong.empty(),
        size,
        state(tradeState));
  }

  private static Optional<OrderState> state(long code) {
    if (code == ALL_STATES) {
      return Optional.empty();
    }
    Optional<OrderState> state = OrderState.of(code);
    if (state.isEmpty()) {
      throw CodedException.param("tradeState: there is no state " + code + "; -99 stands for all");
    }
    return state;
  }
}
