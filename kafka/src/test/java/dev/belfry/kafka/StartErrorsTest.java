package dev.belfry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.messaging.Outcome;
import dev.belfry.service.Deadline;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartErrorsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void missingTopic_isNamedWithWhatToDo() {
    assertThatThrownBy(() -> queue(SharedKafka.connection(), "no-such-topic").build().start())
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("topic 'no-such-topic' does not exist at brokers 127.0.0.1:")
        .hasMessageContaining("--create --topic no-such-topic")
        .hasMessageContaining("CreateTopic: {Partitions: N}");
  }

  @Test
  void missingTopicToBeCreated_isThereAfterTheStart() throws Exception {
    var topic = SharedKafka.fresh("created");
    var queue =
        queue(SharedKafka.connection(), topic).missingTopic(MissingTopic.created(3)).build();

    queue.start();

    queue.stop(Deadline.in(Duration.ofSeconds(10)));
    assertThat(SharedKafka.read(topic, 3)).isEmpty();
  }

  @Test
  void nobodyListens_startFailsInTimeAndNamesTheBrokers() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var connection = KafkaConnection.to("127.0.0.1:" + free);

    var begun = System.nanoTime();
    assertThatThrownBy(() -> queue(connection, "any").startTimeout(SHORT).build().start())
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("brokers 127.0.0.1:" + free + " do not answer; check Brokers");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT.multipliedBy(4));
  }

  @Test
  void unknownHost_isSaid() {
    var connection = KafkaConnection.to("kafka.nowhere.invalid:9092");

    assertThatThrownBy(() -> KafkaSender.builder(connection).startTimeout(SHORT).build().start())
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "no host name of brokers kafka.nowhere.invalid:9092 can be resolved; check Brokers");
  }

  @Test
  void passwordWithoutUser_isRefused() {
    assertThatThrownBy(() -> KafkaLogin.of(null, null, "secret"))
        .hasMessage("Password without Username; give both or neither");
  }

  @Test
  void connection_neverShowsItsPassword() {
    assertThat(KafkaConnection.to("a:1").login(KafkaLogin.plain("eve", "secret")))
        .hasToString("a:1 as user 'eve' by PLAIN");
  }

  private static KafkaQueueBuilder queue(KafkaConnection connection, String topic) {
    return KafkaQueue.builder(connection, "group", topic, message -> Outcome.done());
  }
}
