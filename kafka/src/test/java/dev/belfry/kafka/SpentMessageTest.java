package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.OutgoingMessage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Messages that are given up lie whole in the dead-letter topic, with their cause. */
class SpentMessageTest extends OnKafka {
  @Test
  void spentMessage_goesToTheDeadLetterTopicWithItsCauseAndIsCommitted() throws Exception {
    var topic = SharedKafka.topic(2);
    start(
        topic,
        "dead",
        message -> {
          throw new IllegalArgumentException("no such order");
        });

    var receipt =
        sender.send(OutgoingMessage.of(topic, "order-1", bytes(7)).header("tenant", "blue"));

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(SharedKafka.committed("dead"))
                .containsEntry(receipt.partition(), receipt.offset() + 1));
    var letters = SharedKafka.read(topic + ".dead.dlt", 2);
    assertThat(letters).hasSize(1);
    var letter = letters.getFirst();
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("order-1");
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("7");
    assertThat(header(letter, "tenant")).isEqualTo("blue");
    assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(topic);
    assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("" + receipt.partition());
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("" + receipt.offset());
    assertThat(header(letter, DeadLetterHeaders.GROUP)).isEqualTo("dead");
    assertThat(header(letter, DeadLetterHeaders.ATTEMPTS)).isEqualTo("4");
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("no such order");
    assertThat(header(letter, DeadLetterHeaders.EXCEPTION_CLASS))
        .isEqualTo(IllegalArgumentException.class.getName());
    assertThat(header(letter, DeadLetterHeaders.EXCEPTION_STACK)).contains("SpentMessageTest");
  }

  @Test
  void undecodableMessage_isADeadLetterAtOnceAndTheNextIsHandled() throws Exception {
    record Paid(String orderSn, int payStatus) {}
    var topic = SharedKafka.topic(1);
    var paid = new ConcurrentLinkedQueue<Paid>();
    start(topic, "poison", MessageHandler.of(Paid.class, (value, message) -> paid.add(value)));

    sender.send(topic, "a", "no JSON".getBytes(UTF_8));
    sender.send(topic, "a", new Paid("HSO1", 1));

    await().atMost(LONG).until(() -> !paid.isEmpty());
    assertThat(paid).containsExactly(new Paid("HSO1", 1));
    var letters = SharedKafka.read(topic + ".poison.dlt", 1);
    assertThat(letters).hasSize(1);
    assertThat(header(letters.getFirst(), DeadLetterHeaders.REASON)).startsWith("undecodable");
    assertThat(header(letters.getFirst(), DeadLetterHeaders.ATTEMPTS)).isEqualTo("1");
  }

  @Test
  void spentMessageAsLargeAsItsTopicAllows_isADeadLetterAsAWhole() throws Exception {
    var topic = SharedKafka.topic(1);
    start(topic, "large", message -> Outcome.deadLetter("x".repeat(100_000)));
    var value = new byte[1_048_000];

    sender.send(topic, "a", value);

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(SharedKafka.committed("large")).containsEntry(0, 1L));
    var letters = SharedKafka.read(topic + ".large.dlt", 1);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().value()).hasSize(value.length);
    assertThat(header(letters.getFirst(), DeadLetterHeaders.REASON)).hasSize(8 * 1024);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
