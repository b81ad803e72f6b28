package dev.belfry.bench.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Topics with messages that wait, message i with key k(i modulo 1000). */
final class Backlog {
  static final int KEYS = 1_000;

  /** So many on their way at most: enough for full batches, little memory. */
  private static final int MOST_UNDER_WAY = 5_000;

  private static final Duration END = Duration.ofSeconds(10);

  private Backlog() {}

  /** Fills a new topic with so many messages of so many bytes, each of which begins with its i. */
  static Drain of(EmbeddedKafka kafka, String topic, int partitions, int messages, int size) {
    kafka.createTopic(topic, partitions);
    var sender = KafkaSender.builder(KafkaConnection.to(kafka.bootstrapServers())).build();
    try {
      sender.start();
      var underWay = new ArrayDeque<CompletableFuture<Receipt>>();
      for (int i = 0; i < messages; i++) {
        underWay.add(sender.sendAsync(message(topic, i, size)).toCompletableFuture());
        if (underWay.size() == MOST_UNDER_WAY) {
          underWay.remove().join();
        }
      }
      underWay.forEach(CompletableFuture::join);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + topic + " was filled", e);
    } finally {
      sender.stop(Deadline.in(END));
    }
    return new Drain(kafka.bootstrapServers(), topic, messages);
  }

  static OutgoingMessage message(String topic, int i, int size) {
    byte[] number = Integer.toString(i).getBytes(UTF_8);
    byte[] content = Arrays.copyOf(number, Math.max(size, number.length));
    Arrays.fill(content, number.length, content.length, (byte) ' ');
    return OutgoingMessage.of(topic, "k" + i % KEYS, content);
  }
}
