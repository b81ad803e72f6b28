package dev.belfry.bench.kafka;

import dev.belfry.bench.messages.NumberedMessages;
import dev.belfry.embedded.EmbeddedKafka;

/** New topics with messages that wait. */
final class Backlog {
  private static final int KEYS = 1_000;
  private static final int SIZE = 100;

  private Backlog() {}

  /** Fills a new topic with so many messages. */
  static Drain of(EmbeddedKafka kafka, String topic, int partitions, int messages)
      throws InterruptedException {
    kafka.createTopic(topic, partitions);
    come(kafka, topic, messages, Double.POSITIVE_INFINITY);
    return new Drain(kafka.bootstrapServers(), topic, messages);
  }

  /** Sends so many messages at a pace to a topic that exists. */
  static void come(EmbeddedKafka kafka, String topic, int messages, double perSecond)
      throws InterruptedException {
    new NumberedMessages(topic, KEYS, SIZE).send(kafka.bootstrapServers(), messages, perSecond);
  }
}
