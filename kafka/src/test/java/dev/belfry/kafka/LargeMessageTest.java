package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of 10 MB: taken where brokers take them, and never in the way of others. */
class LargeMessageTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int LARGE = 10 * 1024 * 1024;
  private static final int ROOM = LARGE + 100_000;

  @Test
  void largerThanTheSenderMay_isAnErrorThatSaysWhatToDo() throws Exception {
    var topic = SharedKafka.topic(1);
    var sender = KafkaSender.builder(SharedKafka.connection()).build();
    sender.start();
    try {
      assertThatThrownBy(() -> sender.send(topic, "a", new byte[LARGE]))
          .isInstanceOf(MessageNotSentException.class)
          .hasMessageContaining("maxMessageBytes");
      sender.send(topic, "a", new byte[10]);
    } finally {
      sender.stop(Deadline.in(LONG));
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeMessageThatFails_isADeadLetterWithItsContent_andTheNextIsHandled(ConsumerMode mode)
      throws Exception {
    var topic = SharedKafka.fresh("large");
    try (var admin = SharedKafka.admin(SharedKafka.connection())) {
      var settings = Map.of("max.message.bytes", "" + ROOM);
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings))).all().get();
    }
    var letterTopic = topic + ".large-" + mode + ".dlt";
    Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    var sender = KafkaSender.builder(SharedKafka.connection()).maxMessageBytes(ROOM).build();
    var queue =
        KafkaQueue.builder(
                SharedKafka.connection(),
                "large-" + mode,
                topic,
                message -> {
                  sizes.add(message.value().length);
                  if (message.value().length == LARGE) {
                    throw new IllegalStateException("too much for me");
                  }
                  return Outcome.done();
                })
            .mode(mode)
            .retrySteps(Duration.ofMillis(50))
            .retries(RetryPlan.fixed(Duration.ofMillis(20), 2).onRetryTopic())
            .build();
    sender.start();
    queue.start();
    try {
      sender.send(topic, "a", new byte[LARGE]);
      sender.send(topic, "a", "small".getBytes(UTF_8));

      var letters = DeadLetters.of(SharedKafka.connection(), letterTopic);
      await("the dead letter")
          .atMost(LONG)
          .until(() ->
              SharedKafka.exists(letterTopic) && letters.count(DeadLetterSelection.all()) == 1);
      await("the next one").atMost(LONG).until(() -> sizes.contains("small".length()));
      var letter = letters.list(DeadLetterSelection.all()).getFirst();
      assertThat(letter.message().value()).hasSize(LARGE);
      assertThat(letter.attempts()).isEqualTo(2);
      assertThat(letter.cause().reason()).isEqualTo("too much for me");
    } finally {
      queue.stop(Deadline.in(LONG));
      sender.stop(Deadline.in(LONG));
    }
  }

  /** Somebody made the dead-letter topic by hand, for small letters. */
  @ParameterizedTest
  @EnumSource
  void headersThatNoDeadLetterMayHave_areLeftOut_andTheNextIsHandled(ConsumerMode mode)
      throws Exception {
    var topic = SharedKafka.topic(1);
    var letterTopic = topic + ".small-" + mode + ".dlt";
    try (var admin = SharedKafka.admin(SharedKafka.connection())) {
      var settings = Map.of("max.message.bytes", "6000");
      admin
          .createTopics(List.of(new NewTopic(letterTopic, 1, (short) 1).configs(settings)))
          .all()
          .get();
    }
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    var sender = KafkaSender.builder(SharedKafka.connection()).build();
    var queue =
        KafkaQueue.builder(
                SharedKafka.connection(),
                "small-" + mode,
                topic,
                message -> {
                  seen.add(message.text());
                  return message.text().equals("first") ? Outcome.deadLetter("no") : Outcome.done();
                })
            .mode(mode)
            .build();
    sender.start();
    queue.start();
    try {
      sender.send(
          OutgoingMessage.of(topic, "a", "first".getBytes(UTF_8))
              .header("large", "x".repeat(10_000)));
      sender.send(topic, "a", "second".getBytes(UTF_8));

      var letters = DeadLetters.of(SharedKafka.connection(), letterTopic);
      await("the dead letter")
          .atMost(LONG)
          .until(() -> letters.count(DeadLetterSelection.all()) == 1);
      await("the next one").atMost(LONG).until(() -> seen.contains("second"));
      var letter = letters.list(DeadLetterSelection.all()).getFirst();
      assertThat(letter.cause().reason()).isEqualTo("no");
      assertThat(letter.message().offset()).isZero();
      assertThat(seen).containsExactlyInAnyOrder("first", "second");
    } finally {
      queue.stop(Deadline.in(LONG));
      sender.stop(Deadline.in(LONG));
    }
  }
}
