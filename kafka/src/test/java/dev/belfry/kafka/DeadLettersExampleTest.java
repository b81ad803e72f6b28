package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.messaging.DeadLetterHeaders;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The example of docs/messaging.md, run. */
class DeadLettersExampleTest {

  // snippet
  long replay(KafkaConnection kafka, String customer) throws InterruptedException {
    DeadLetters letters = DeadLetters.of(kafka, "payments.order-mq.dlt");
    DeadLetterSelection theirs = DeadLetterSelection.all().withKey(customer);
    letters.list(theirs).forEach(letter -> System.out.println(letter + ", " + letter.cause()));
    return letters.replay(theirs, ReplayOptions.standard().atRate(50)); // at most 50 a second
  }

  // end

  @Test
  void lettersOfOneKey_areSentAgain() throws Exception {
    var kafka = SharedKafka.connection();
    var origin = SharedKafka.topic(1);
    SharedKafka.create("payments.order-mq.dlt", 1);
    Map<String, Object> properties = Map.of("bootstrap.servers", kafka.brokers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String key : new String[] {"ada", "bob"}) {
        var letter =
            new ProducerRecord<>("payments.order-mq.dlt", key.getBytes(UTF_8), new byte[] {1});
        letter.headers().add(DeadLetterHeaders.TOPIC, origin.getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.GROUP, "order-mq".getBytes(UTF_8));
        producer.send(letter).get();
      }
    }

    assertThat(replay(kafka, "ada")).isEqualTo(1);

    assertThat(SharedKafka.read(origin, 1))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("ada");
  }
}
