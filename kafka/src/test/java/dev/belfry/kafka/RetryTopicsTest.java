package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class RetryTopicsTest extends OnKafka {
  private static final Duration STEP = Duration.ofMillis(500);

  /** A run of the handler. */
  private record Run(Message message, long atMillis) {}

  private final Queue<Run> runs = new ConcurrentLinkedQueue<>();
  private final String topic = SharedKafka.topic(1);
  private final String group = SharedKafka.fresh("retried");

  private KafkaQueue start(MessageHandler handler, RetryPlan plan) throws Exception {
    return start(
        KafkaQueue.builder(
                SharedKafka.connection(),
                group,
                topic,
                message -> {
                  runs.add(new Run(message, System.currentTimeMillis()));
                  return handler.handle(message);
                })
            .mode(ConsumerMode.PARTITION)
            .retries(plan.onRetryTopic())
            .retrySteps(STEP, Duration.ofMinutes(1)));
  }

  private List<Run> runsOf(String text) {
    return runs.stream().filter(run -> run.message().text().equals(text)).toList();
  }

  @Test
  void failingMessage_waitsElsewhereWithItsPlaceAndAttempts_thenIsADeadLetter() throws Exception {
    start(
        message -> {
          if (message.text().equals("bad")) {
            throw new IllegalStateException("no such order");
          }
          return Outcome.done();
        },
        RetryPlan.fixed(Duration.ofMillis(100), 3));

    var receipt =
        sender.send(
            OutgoingMessage.of(topic, "order-1", "bad".getBytes(UTF_8)).header("tenant", "blue"));
    for (var i = 0; i < 20; i++) {
      sender.send(topic, "order-1", ("good-" + i).getBytes(UTF_8));
    }

    // The partition goes on at once, in the one mode in which a failure would hold it up.
    await("the others").atMost(LONG).until(() -> runs.size() >= 21);
    await("the commit of the partition")
        .atMost(LONG)
        .untilAsserted(() -> assertThat(SharedKafka.committed(group)).containsEntry(0, 21L));
    var letters = topic + "." + group + ".dlt";
    await("three attempts").atMost(LONG).until(() -> runsOf("bad").size() == 3);
    await("the commit of the retries")
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(SharedKafka.committed(group + ".retry")).containsEntry(0, 2L));
    assertThat(runsOf("bad")).extracting(run -> run.message().attempt()).containsExactly(1, 2, 3);
    assertThat(runsOf("bad"))
        .allSatisfy(run -> {
          assertThat(run.message().topic()).isEqualTo(topic);
          assertThat(run.message().offset()).isEqualTo(receipt.offset());
          assertThat(run.message().key()).contains("order-1");
          assertThat(run.message().headers().names()).containsExactly("tenant");
        });
    for (var i = 1; i < 3; i++) {
      var waited = runsOf("bad").get(i).atMillis() - runsOf("bad").get(i - 1).atMillis();
      assertThat(waited).isGreaterThanOrEqualTo(STEP.toMillis());
    }
    var letter = SharedKafka.read(letters, 1).getFirst();
    assertThat(SharedKafka.header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(topic);
    assertThat(SharedKafka.header(letter, DeadLetterHeaders.OFFSET))
        .isEqualTo("" + receipt.offset());
    assertThat(SharedKafka.header(letter, DeadLetterHeaders.ATTEMPTS)).isEqualTo("3");
    assertThat(SharedKafka.header(letter, DeadLetterHeaders.REASON)).isEqualTo("no such order");
    assertThat(letter.headers()).noneMatch(header -> header.key().startsWith("belfry-retry"));
  }

  @Test
  void restart_whileMessagesWait_keepsTheirAttemptsAndLosesNone() throws Exception {
    var plan = RetryPlan.fixed(Duration.ofMillis(100), 10);
    var first = start(message -> Outcome.retryIn(Duration.ofMillis(200), "not yet"), plan);
    sender.send(topic, "a", "one".getBytes(UTF_8));
    sender.send(topic, "b", "two".getBytes(UTF_8));
    await("second attempts")
        .atMost(LONG)
        .until(() -> runs.stream().filter(run -> run.message().attempt() == 2).count() == 2);
    first.stop(Deadline.in(LONG));
    var before = runsOf("one").size();

    start(message -> Outcome.done(), plan);

    await("the next attempt of both")
        .atMost(LONG)
        .until(() -> runsOf("one").size() == before + 1 && runsOf("two").size() >= 3);
    assertThat(runsOf("one")).extracting(run -> run.message().attempt()).last().isNotEqualTo(1);
    assertThat(runsOf("one").stream().map(run -> run.message().attempt()).distinct())
        .containsExactlyElementsOf(
            java.util.stream.IntStream.rangeClosed(1, before + 1).boxed().toList());
  }

  @Test
  void stepsThatFall_areRefused() {
    var builder =
        KafkaQueue.builder(SharedKafka.connection(), group, topic, message -> Outcome.done());

    assertThatThrownBy(() -> builder.retrySteps(LONG, STEP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from short to long");
  }
}
