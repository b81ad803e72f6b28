package dev.belfry.kafka;

/** How the members of a group share a topic, and which messages are handled one after another. */
public enum ConsumerMode {
  /** Messages of one partition one after another. A failing message holds up its partition. */
  PARTITION,

  /**
   * Messages of one key one after another, all others at the same time, however few partitions
   * there are. A failing message holds up its key. Messages without a key have no order.
   */
  KEY,

  /**
   * A share group: brokers give single messages to whichever member asks, so more members than
   * partitions share the work, and there is no order at all. Needs brokers of version 4.2 or later.
   */
  SHARE
}
