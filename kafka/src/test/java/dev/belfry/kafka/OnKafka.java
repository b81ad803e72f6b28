package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A sender, queues that are stopped after each test, and what handlers saw. */
abstract class OnKafka {
  static final Duration LONG = Duration.ofSeconds(40);

  private static final RetryPlan QUICK =
      RetryPlan.exponential()
          .firstDelay(Duration.ofMillis(10))
          .maxDelay(Duration.ofMillis(50))
          .maxAttempts(4)
          .build();

  static KafkaSender sender;

  final Queue<Message> seen = new ConcurrentLinkedQueue<>();
  private final List<KafkaQueue> started = new ArrayList<>();

  @BeforeAll
  static void startSender() throws Exception {
    sender = KafkaSender.builder(SharedKafka.connection()).build();
    sender.start();
  }

  @AfterAll
  static void stopSender() {
    sender.stop(Deadline.in(LONG));
  }

  @AfterEach
  void stopQueues() throws Exception {
    for (var queue : started) {
      queue.stop(Deadline.in(Duration.ofSeconds(5)));
    }
  }

  KafkaQueue start(KafkaQueueBuilder builder) throws Exception {
    var queue = builder.build();
    queue.start();
    started.add(queue);
    return queue;
  }

  /** Starts a queue in the order of keys that tries four times, soon. */
  KafkaQueue start(String topic, String group, MessageHandler handler) throws Exception {
    return start(topic, group, handler, QUICK);
  }

  KafkaQueue start(String topic, String group, MessageHandler handler, RetryPlan retries)
      throws Exception {
    return start(
        KafkaQueue.builder(SharedKafka.connection(), group, topic, handler).retries(retries));
  }

  Outcome collect(Message message) {
    seen.add(message);
    return Outcome.done();
  }

  static byte[] bytes(int number) {
    return ("" + number).getBytes(UTF_8);
  }
}
