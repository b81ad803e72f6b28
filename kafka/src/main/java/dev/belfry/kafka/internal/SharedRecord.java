package dev.belfry.kafka.internal;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that a member of a share group has in hand, from its arrival to the last word about it.
 * A virtual thread of its own works on it. The poll thread owns all but {@link #lastWord}.
 */
final class SharedRecord {
  private static final Logger log = LoggerFactory.getLogger(SharedRecord.class);

  private ConsumerRecord<byte[], byte[]> record;
  private long leftAt;
  private volatile Thread thread = Thread.currentThread();
  private volatile AcknowledgeType lastWord = AcknowledgeType.RENEW;

  SharedRecord(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  /** Starts the work; {@code finished} is told when there is a last word. */
  void begin(
      Processor processor, SharePatience patience, Consumer<SharedRecord> finished, String name) {
    var work = record;
    thread =
        Thread.ofVirtual()
            .name(name + "-" + work.partition())
            .unstarted(() -> {
              var settled = false;
              try {
                patience.begin();
                try {
                  settled = processor.process(work, patience) && !patience.isOver();
                } finally {
                  patience.end();
                }
              } catch (InterruptedException e) {
                log.debug("{} was interrupted", this);
              } catch (RuntimeException | Error e) {
                log.error("{} cannot be processed and is given back", this, e);
              }
              lastWord = settled ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE;
              finished.accept(this);
            });
    thread.start();
  }

  void interrupt() {
    thread.interrupt();
  }

  /** The copy of the record that Kafka's client knows now. */
  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** The record was handed over again. */
  void isBack(ConsumerRecord<byte[], byte[]> again) {
    record = again;
  }

  /** The record was renewed and is on its way back. */
  void left(long nanos) {
    leftAt = nanos;
  }

  boolean leftBefore(long nanos) {
    return leftAt - nanos < 0;
  }

  boolean isFinished() {
    return lastWord != AcknowledgeType.RENEW;
  }

  /** Accept or release; what is still at work has none. */
  AcknowledgeType lastWord() {
    return isFinished() ? lastWord : AcknowledgeType.RELEASE;
  }

  /** For logs. */
  @Override
  public String toString() {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
