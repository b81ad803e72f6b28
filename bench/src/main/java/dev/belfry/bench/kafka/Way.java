package dev.belfry.bench.kafka;

import dev.belfry.kafka.ConsumerMode;
import java.util.Locale;

/** A way to consume a topic. */
enum Way {
  /** Kafka's consumer in a loop, with a commit now and then. */
  BARE,
  /** Kafka's share consumer in a loop, as it is by default. */
  BARE_SHARE,
  PARTITION,
  KEY,
  SHARE;

  ConsumerMode mode() {
    return ConsumerMode.valueOf(name());
  }

  /** What it is measured against. */
  Way bare() {
    return this == SHARE || this == BARE_SHARE ? BARE_SHARE : BARE;
  }

  @Override
  public String toString() {
    return this == BARE_SHARE ? "bareShare" : name().toLowerCase(Locale.ROOT);
  }
}
