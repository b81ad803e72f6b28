package dev.belfry.looklook.order;

import dev.belfry.looklook.common.error.CodedException;

/** What became of a wanted change of state. The transaction commits in each case. */
sealed interface StateChange {

  /** The order was changed. */
  record Made(Order order) implements StateChange {}

  /** The order was there already. */
  record Repeated() implements StateChange {}

  /** The order cannot go there. */
  record Refused(CodedException error) implements StateChange {}

  /** The order was closed before the money came: it is marked, and the money must go back. */
  record PaidAfterClose(Order order) implements StateChange {}
}
