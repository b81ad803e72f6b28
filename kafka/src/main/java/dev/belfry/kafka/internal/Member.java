package dev.belfry.kafka.internal;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** One member of a group, with a thread that owns its Kafka client. Thread-safe. */
interface Member {

  void start();

  /** Waits until the group has given this member its part. */
  boolean awaitJoined(Deadline deadline) throws InterruptedException;

  /** Takes no more; what was taken goes on. */
  void quiesce();

  /** Asks for the end; {@link #join} waits for it. */
  void stop(Deadline deadline);

  boolean join(Deadline deadline) throws InterruptedException;

  Health health();

  /** Messages taken and not finished. */
  int inFlight();

  /** Messages that are in the member's partitions and not finished, by partition. */
  Map<TopicPartition, Long> lag();
}
