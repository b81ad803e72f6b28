package dev.belfry.kafka.internal;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a poll loop reads. Called by its thread alone. */
interface Source {

  /** The topics; others than last time are subscribed to at once, none at all is nothing to do. */
  Set<String> topics();

  /** Whether records may have to wait at all. */
  boolean delays();

  /** When a record may be handled, in milliseconds since the epoch; those behind it wait too. */
  long dueMillis(ConsumerRecord<byte[], byte[]> record);

  /** One topic, whose records are handled as they come. */
  static Source of(String topic) {
    var topics = Set.of(topic);
    return new Source() {
      @Override
      public Set<String> topics() {
        return topics;
      }

      @Override
      public boolean delays() {
        return false;
      }

      @Override
      public long dueMillis(ConsumerRecord<byte[], byte[]> record) {
        return 0;
      }
    };
  }
}
