package dev.belfry.looklook.payment;

import java.util.Optional;

/** The orders that payments are for. Thread-safe. */
interface PayableOrders {

  /** The order of that number. */
  Optional<PayableOrder> find(String sn);
}
