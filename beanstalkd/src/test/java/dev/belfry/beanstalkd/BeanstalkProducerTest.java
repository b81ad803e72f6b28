package dev.belfry.beanstalkd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.beanstalkd.internal.NodeClient;
import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeanstalkProducerTest {
  private static final Instant DUE = Instant.parse("2030-01-02T03:04:05.678901234Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private Beanstalks beanstalks;
  private List<BeanstalkNode> nodes;
  private BeanstalkProducer producer;

  @BeforeEach
  void start() throws Exception {
    beanstalks = new Beanstalks();
    nodes = beanstalks.tube();
    producer = BeanstalkProducer.builder(nodes).build();
  }

  @AfterEach
  void stop() {
    if (beanstalks != null) {
      producer.stop(Deadline.in(HOUR));
      beanstalks.close();
    }
  }

  @Test
  void job_isOnEachServerWithTheBytesOfDq() {
    var ids = producer.at(DUE, "order-1");

    assertThat(ids.split(",")).hasSize(3).allMatch(id -> id.matches("127.0.0.1:\\d+/tube-.*/\\d+"));
    assertThat(Beanstalks.jobs(nodes, "delayed")).containsExactly(1L, 1L, 1L);
    for (var node : nodes) {
      try (var client = new NodeClient(node)) {
        boolean deleted = client.ask(connection -> connection.delete(numberOn(node, ids)));
        assertThat(deleted).isTrue();
      }
    }
  }

  @Test
  void jobThatIsDue_isReadyAtOnce() {
    producer.at(Instant.parse("2020-01-01T00:00:00Z"), "late");
    producer.delay(Duration.ofSeconds(-1), "later");

    assertThat(Beanstalks.jobs(nodes, "ready")).containsExactly(2L, 2L, 2L);
  }

  @Test
  void oneServerOfThree_mayBeAway() {
    beanstalks.servers().get(1).kill();

    assertThat(producer.delay(HOUR, "safe").split(",")).hasSize(2);
    assertThat(Beanstalks.jobs(List.of(nodes.get(0), nodes.get(2)), "delayed"))
        .containsExactly(1L, 1L);
  }

  @Test
  void serverThatWasRestarted_isUsedAgain() throws Exception {
    producer.delay(HOUR, "before");
    var server = beanstalks.servers().get(1);
    server.kill();
    server.start();

    assertThat(producer.delay(HOUR, "after").split(",")).hasSize(3);
    assertThat(Beanstalks.jobs(nodes, "delayed")).containsExactly(2L, 2L, 2L);
  }

  @Test
  void twoServersOfThreeAway_failAndTheOneCopyIsTakenBack() {
    beanstalks.servers().get(0).kill();
    beanstalks.servers().get(1).kill();

    assertThatThrownBy(() -> producer.delay(HOUR, "unsafe"))
        .isInstanceOf(MessageNotSentException.class)
        .hasMessageStartingWith("1 of 3 copies of a job were stored, and 2 are needed: ")
        .hasMessageContaining(nodes.get(0).toString())
        .hasMessageContaining(nodes.get(1).toString());
    assertThat(Beanstalks.jobs(nodes.subList(2, 3), "delayed")).containsExactly(0L);
  }

  @Test
  void revokedJob_isGoneEverywhere() {
    var ids = producer.delay(HOUR, "cancelled");
    producer.delay(HOUR, "kept");

    assertThat(producer.revoke(ids)).isEqualTo(3);
    assertThat(producer.revoke(ids)).isZero();
    assertThat(producer.revoke("nonsense,127.0.0.1:1/tube/7")).isZero();
    assertThat(Beanstalks.jobs(nodes, "delayed")).containsExactly(1L, 1L, 1L);
  }

  @Test
  void revokeWithAServerAway_saysThatTheJobMayRun() {
    var ids = producer.delay(HOUR, "cancelled");
    beanstalks.servers().get(2).kill();

    assertThatThrownBy(() -> producer.revoke(ids))
        .isInstanceOf(BeanstalkException.class)
        .hasMessageStartingWith("2 copies are gone, but the job may still run: ")
        .hasMessageContaining(nodes.get(2).toString());
  }

  @Test
  void contentThatIsTooLarge_failsWithTheLimit() {
    assertThatThrownBy(() -> producer.delay(HOUR, new byte[70_000]))
        .isInstanceOf(MessageNotSentException.class)
        .hasMessageContaining("JOB_TOO_BIG")
        .hasMessageContaining("65535");
    assertThat(producer.delay(HOUR, "small").split(",")).hasSize(3);
  }

  @Test
  void tooFewServersOrOneTwice_areRefused() {
    assertThatThrownBy(() -> BeanstalkProducer.builder(nodes.subList(0, 1)))
        .hasMessage("Beanstalks needs at least 2 nodes, and has 1");
    var twice = List.of(nodes.get(0), nodes.get(1), nodes.get(0));
    assertThatThrownBy(() -> BeanstalkProducer.builder(twice))
        .hasMessageStartingWith("all endpoints of Beanstalks must differ");
    assertThatThrownBy(() -> producer.at(Instant.MAX, "x")).hasMessageContaining("range");
  }

  private static long numberOn(BeanstalkNode node, String ids) {
    return Arrays.stream(ids.split(",", -1))
        .filter(id -> id.startsWith(node + "/"))
        .mapToLong(id -> Long.parseLong(id.substring(id.lastIndexOf('/') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bytesOnTheServer_areNanosecondsASlashAndTheContent() {
    var one = nodes.subList(0, 2);
    var due = BeanstalkProducer.builder(one).build();
    due.at(Instant.ofEpochSecond(1, 5), "body/with/slashes");

    try (var client = new NodeClient(nodes.getFirst())) {
      var job =
          client.ask(connection -> {
            connection.watchOnly(nodes.getFirst().tube());
            return connection.reserve(Duration.ZERO).orElseThrow();
          });
      assertThat(new String(job.body(), US_ASCII)).isEqualTo("1000000005/body/with/slashes");
    } finally {
      due.stop(Deadline.in(HOUR));
    }
  }
}
