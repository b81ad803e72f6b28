package dev.belfry.kafka.internal;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Brings a record to its end, whatever number of attempts that takes. Thread-safe. */
@FunctionalInterface
interface Processor {

  /**
   * Returns when the record is settled or given up.
   *
   * @return false if it was given up: it is not to be committed, and what follows it in its lane
   *     must not run
   * @throws InterruptedException as a form of giving up
   */
  boolean process(ConsumerRecord<byte[], byte[]> record, Patience patience)
      throws InterruptedException;
}
