package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class RetryTopicsExampleTest {
  private final Queue<Integer> attempts = new ConcurrentLinkedQueue<>();

  // snippet
  /** Short trouble is waited out in place; a bank that is away must not hold up the others. */
  KafkaQueue transfers(KafkaConnection kafka, String topic) {
    RetryPlan plan =
        RetryPlan.byFailure(RetryPlan.fixed(Duration.ofMillis(200), 5))
            .on(IOException.class, RetryPlan.fixed(Duration.ofSeconds(1), 60).onRetryTopic())
            .build();
    return KafkaQueue.builder(
            kafka,
            "bank",
            topic,
            MessageHandler.of(
                Transfer.class, (transfer, message) -> book(transfer, message.attempt())))
        .retries(plan)
        .retrySteps(Duration.ofSeconds(1), Duration.ofMinutes(1)) // two topics
        .build();
  }

  // end

  record Transfer(String to) {}

  private void book(Transfer transfer, int attempt) throws IOException {
    attempts.add(attempt);
    if (attempt == 1) {
      throw new IOException("the bank of " + transfer.to() + " is away");
    }
  }

  @Test
  void transfer_isBookedWhenTheBankIsBack() throws Exception {
    var topic = SharedKafka.topic(1);
    var sender = KafkaSender.builder(SharedKafka.connection()).build();
    var queue = transfers(SharedKafka.connection(), topic);
    sender.start();
    queue.start();

    sender.send(topic, "a", "{\"to\":\"ada\"}".getBytes(UTF_8));

    await().atMost(Duration.ofSeconds(30)).until(() -> attempts.size() == 2);
    assertThat(attempts).containsExactly(1, 2);
    assertThat(SharedKafka.exists(topic + ".bank.retry.1")).isTrue();
    queue.stop(Deadline.in(Duration.ofSeconds(10)));
    sender.stop(Deadline.in(Duration.ofSeconds(10)));
  }
}
