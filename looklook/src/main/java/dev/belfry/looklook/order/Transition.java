package dev.belfry.looklook.order;

/** What a wanted change of an order's state is. */
public enum Transition {
  /** The order is there already: success, and nothing changes. */
  NONE,
  /** The change may be made. */
  ALLOWED,
  /** The order cannot go there from where it is. */
  REJECTED
}
