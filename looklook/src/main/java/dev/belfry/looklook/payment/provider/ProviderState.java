package dev.belfry.looklook.payment.provider;

import java.util.Arrays;
import java.util.Optional;

/** The states of a payment that WeChat Pay, and providers like it, report. */
public enum ProviderState {
  /** The payer paid. */
  SUCCESS,
  /** The money went back, or is on its way. */
  REFUND,
  /** The payer is at it. */
  USERPAYING,
  /** Nobody paid. */
  NOTPAY,
  /** We gave up waiting. */
  CLOSED,
  /** Undone by a cashier. */
  REVOKED,
  /** The bank said no. */
  PAYERROR;

  /** The state of that name; empty when a provider says something we do not know. */
  public static Optional<ProviderState> of(String name) {
    return Arrays.stream(values()).filter(state -> state.name().equals(name)).findFirst();
  }
}
