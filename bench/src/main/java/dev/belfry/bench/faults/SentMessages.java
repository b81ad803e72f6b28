package dev.belfry.bench.faults;

import dev.belfry.bench.messages.Pace;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages at a steady pace, in a thread of its own, and keeps books of where the broker put
 * them.
 */
final class SentMessages {
  /** Longer than the broker is ever away. */
  private static final Duration SEND_TIMEOUT = Duration.ofMinutes(2);

  private static final int SIZE = 100;

  /** The place of a message. */
  record Place(int partition, long offset) {}

  private final KafkaPlan.Load load;
  private final String kafka;
  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unknown = new AtomicInteger();
  private final Thread thread = Thread.ofVirtual().name("faults-sender").unstarted(this::send);

  SentMessages(KafkaPlan.Load load, String kafka) {
    this.load = load;
    this.kafka = kafka;
  }

  void start() {
    thread.start();
  }

  /** Returns when all are sent or have failed. */
  void finish() throws InterruptedException {
    thread.join();
  }

  /** Where the broker put them. */
  Set<Place> places() {
    return places;
  }

  /** How many may be sent or not, because the broker did not say. */
  int unknown() {
    return unknown.get();
  }

  private void send() {
    var sender = KafkaSender.builder(KafkaConnection.to(kafka)).sendTimeout(SEND_TIMEOUT).build();
    try {
      sender.start();
      var pace = new Pace(load.perSecond());
      for (int i = 0; i < load.messages(); i++) {
        pace.await(i);
        var unused =
            sender
                .sendAsync(
                    OutgoingMessage.of(KafkaStage.TOPIC, "k" + i % load.keys(), new byte[SIZE]))
                .whenComplete((receipt, failure) -> {
                  if (failure == null) {
                    places.add(new Place(receipt.partition(), receipt.offset()));
                  } else {
                    unknown.incrementAndGet();
                  }
                });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.stop(Deadline.in(SEND_TIMEOUT));
    }
  }
}
