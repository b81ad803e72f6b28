package dev.belfry.bench.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Messages with the content 0, 1, 2 ..., message i with key {@code k(i modulo keys)}.
 *
 * @param topic where they go; it exists
 * @param keys how many different ones; 0 for none
 * @param size of each content, which is filled up with spaces to it
 */
public record NumberedMessages(String topic, int keys, int size) {
  /** So many on their way at most: enough for full batches, little memory. */
  private static final int MOST_UNDER_WAY = 5_000;

  private static final Duration END = Duration.ofSeconds(10);

  /**
   * Sends the first {@code count} of them, and returns when the brokers have them all.
   *
   * @param kafka some of the brokers
   * @param perSecond at most; may be infinite
   * @return the seconds from the first to the last answer
   * @throws MessagingException if the sender cannot start
   * @throws CompletionException if a message cannot be sent
   */
  public double send(String kafka, int count, double perSecond) throws InterruptedException {
    var sender = KafkaSender.builder(KafkaConnection.to(kafka)).build();
    try {
      sender.start();
      long began = System.nanoTime();
      var pace = new Pace(perSecond);
      var underWay = new ArrayDeque<CompletableFuture<Receipt>>();
      for (int i = 0; i < count; i++) {
        pace.await(i);
        underWay.add(sender.sendAsync(message(i)).toCompletableFuture());
        if (underWay.size() == MOST_UNDER_WAY) {
          underWay.remove().join();
        }
      }
      underWay.forEach(CompletableFuture::join);
      return (System.nanoTime() - began) / 1e9;
    } finally {
      sender.stop(Deadline.in(END));
    }
  }

  /** Which message this is. */
  public static int numberOf(Message message) {
    return Integer.parseInt(message.text().strip());
  }

  private OutgoingMessage message(int i) {
    return keys == 0
        ? OutgoingMessage.unkeyed(topic, content(i))
        : OutgoingMessage.of(topic, "k" + i % keys, content(i));
  }

  private byte[] content(int i) {
    byte[] number = Integer.toString(i).getBytes(UTF_8);
    byte[] content = Arrays.copyOf(number, Math.max(size, number.length));
    Arrays.fill(content, number.length, content.length, (byte) ' ');
    return content;
  }
}
