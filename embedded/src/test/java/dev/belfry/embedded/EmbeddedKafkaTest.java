package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @Test
  void start_withDefaults_servesAndCreatesTopicsOnlyWhenTold() throws Exception {
    try (var kafka = EmbeddedKafka.create();
        var other = EmbeddedKafka.create()) {
      kafka.start();
      other.start();
      kafka.createTopic("orders", 3);
      kafka.createTopic("orders", 3);
      KafkaTalk.send(kafka, "orders", "paid");

      assertThat(kafka.health()).isEqualTo(Health.up());
      assertThat(KafkaTalk.readAll(kafka, "orders", 1)).containsExactly("paid");
      assertThat(KafkaTalk.topics(kafka)).contains("orders").doesNotContain("refunds");
      assertThat(KafkaTalk.topics(other)).isEmpty();
      assertThatThrownBy(() -> KafkaTalk.send(kafka, "refunds", "one"))
          .hasMessageContaining("refunds");
    }
  }

  @Test
  void kill_thenStart_keepsAddressAndData() throws Exception {
    try (var kafka = EmbeddedKafka.create()) {
      kafka.start();
      String address = kafka.bootstrapServers();
      kafka.createTopic("orders", 1);
      KafkaTalk.send(kafka, "orders", "paid");

      kafka.kill();
      assertThat(kafka.health()).isEqualTo(Health.down("Kafka does not run"));

      kafka.start();
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(KafkaTalk.readAll(kafka, "orders", 1)).containsExactly("paid");
    }
  }

  @Test
  void stop_withDirectoryOfTheUser_keepsTheDataForAnotherPort(@TempDir Path directory)
      throws Exception {
    try (var kafka = EmbeddedKafka.builder().dataDirectory(directory).build()) {
      kafka.start();
      kafka.createTopic("orders", 1);
      KafkaTalk.send(kafka, "orders", "paid");
      kafka.stop(Deadline.in(Duration.ofSeconds(10)));
      kafka.stop(Deadline.in(Duration.ofSeconds(10)));
    }
    try (var next = EmbeddedKafka.builder().dataDirectory(directory).build()) {
      next.start();
      assertThat(KafkaTalk.readAll(next, "orders", 1)).containsExactly("paid");
    }
  }

  @Test
  void start_onPortInUse_namesThePort() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var kafka = EmbeddedKafka.builder().port(other.getLocalPort()).build()) {
      assertThatThrownBy(kafka::start)
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageStartingWith("Port " + other.getLocalPort() + " on 127.0.0.1 is in use");
    }
  }

  @Test
  void start_onSpoiltData_showsTheLog(@TempDir Path directory) throws IOException {
    Files.createDirectory(directory.resolve("data"));
    Files.writeString(directory.resolve("data/meta.properties"), "version=1\nnode.id=7\n");
    try (var kafka = EmbeddedKafka.builder().dataDirectory(directory).build()) {
      assertThatThrownBy(kafka::start)
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("did not start. The end of its log:")
          .hasMessageContaining("meta.properties");
    }
  }

  @Test
  void bootstrapServers_beforeTheFirstStart_isAnError() {
    assertThatThrownBy(EmbeddedKafka.create()::bootstrapServers)
        .isInstanceOf(IllegalStateException.class);
  }
}
