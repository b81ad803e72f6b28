package dev.belfry.looklook.order;

import java.util.Arrays;
import java.util.Optional;

/** The states of an order and the changes that are allowed between them. */
public enum OrderState {
  /** Nobody paid in time, or the customer gave up. Final. */
  CANCELLED(-1),
  /** Waits for the customer's money. Every order begins here. */
  WAIT_PAY(0),
  /** Paid; the guest has not arrived yet. */
  WAIT_USE(1),
  /** The guest arrived. Final. */
  USED(2),
  /** Paid, and the money went back. Final. */
  REFUNDED(3),
  /** Paid, but the guest never came. Final. */
  EXPIRED(4);

  private final int code;

  OrderState(int code) {
    this.code = code;
  }

  /** The number that stands for this state in the database and in every message. */
  public int code() {
    return code;
  }

  /** The state of a number; empty when no state has it. */
  public static Optional<OrderState> of(long code) {
    return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
  }

  /** What a change of an order in this state to {@code target} is. */
  public Transition to(OrderState target) {
    if (target == this) {
      return Transition.NONE;
    }
    boolean allowed =
        switch (this) {
          case WAIT_PAY -> target == CANCELLED || target == WAIT_USE;
          case WAIT_USE -> target == USED || target == REFUNDED || target == EXPIRED;
          case CANCELLED, USED, REFUNDED, EXPIRED -> false;
        };
    return allowed ? Transition.ALLOWED : Transition.REJECTED;
  }
}
