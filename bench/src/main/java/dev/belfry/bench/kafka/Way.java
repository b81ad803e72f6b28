package dev.belfry.bench.kafka;

import dev.belfry.kafka.ConsumerMode;
import java.util.Locale;

/** A way to consume a topic. */
enum Way {
  /** Kafka's consumer in a loop, with a commit now and then. */
  BARE,
  PARTITION,
  KEY,
  SHARE;

  ConsumerMode mode() {
    return ConsumerMode.valueOf(name());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
