package dev.belfry.looklook.payment;

import dev.belfry.looklook.payment.provider.ProviderState;
import java.util.Arrays;
import java.util.Optional;

/** The states of a payment and the changes that are allowed between them. */
public enum PayStatus {
  /** The provider gave up. Money may still come late, see {@link #to}. */
  FAILED(-1),
  /** Waits for the payer. Every payment begins here. */
  WAIT(0),
  /** The money is there. */
  SUCCESS(1),
  /** The money went back. Final. */
  REFUNDED(2);

  private final int code;

  PayStatus(int code) {
    this.code = code;
  }

  /** The number that stands for this state in the database and in every message. */
  public int code() {
    return code;
  }

  /** The state of a number; empty when no state has it. */
  public static Optional<PayStatus> of(long code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
  }

  /** What a provider's state makes of our payment. */
  static PayStatus of(ProviderState state) {
    return switch (state) {
      case SUCCESS -> SUCCESS;
      case REFUND -> REFUNDED;
      case USERPAYING -> WAIT;
      case NOTPAY, CLOSED, REVOKED, PAYERROR -> FAILED;
    };
  }

  /**
   * What a report that the payment is {@code target} means for a payment in this state.
   *
   * <p>No payment can be sent back to waiting. A success after a failure is a change like any
   * other: the money has been taken, so it must not be overlooked. An old report that arrives late
   * (a success after the refund, a failure after the success) changes nothing.
   */
  PayTransition to(PayStatus target) {
    if (target == WAIT) {
      return PayTransition.REJECTED;
    }
    if (target == this) {
      return PayTransition.REPEATED;
    }
    return switch (this) {
      case WAIT, FAILED -> target == REFUNDED ? PayTransition.REJECTED : PayTransition.ALLOWED;
      case SUCCESS -> target == REFUNDED ? PayTransition.ALLOWED : PayTransition.OUTDATED;
      case REFUNDED -> PayTransition.OUTDATED;
    };
  }
}
