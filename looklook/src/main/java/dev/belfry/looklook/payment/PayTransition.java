package dev.belfry.looklook.payment;

/** What a reported state means for a payment. */
enum PayTransition {
  /** The change must be made. */
  ALLOWED,
  /** The payment is there already: nothing changes, but what follows from it is ensured again. */
  REPEATED,
  /** An older report came late: nothing changes and nothing follows. */
  OUTDATED,
  /** The payment cannot go there from where it is. */
  REJECTED
}
