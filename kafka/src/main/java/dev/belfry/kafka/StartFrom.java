package dev.belfry.kafka;

/** Where a group starts in a partition in which it has committed nothing yet. */
public enum StartFrom {
  /** At the oldest message that the brokers still have: nothing is passed over. */
  FIRST,

  /**
   * Behind the newest message. The place is committed at once, so that nothing sent from then on is
   * passed over, even if the process dies before it handled any.
   */
  LAST
}
