package dev.belfry.kafka;

/** Which messages are handled one after another; all others may run at the same time. */
public enum MessageOrder {
  /** Those of one key. Messages without a key have no order. */
  KEY,

  /** Those of one partition. A failing message holds up its whole partition. */
  PARTITION
}
