package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.DeadLetterSelection.Place;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DeadLettersTest {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final String GROUP = "replayed";
  private static final DeadLetterSelection ALL = DeadLetterSelection.all();

  private final String topic = SharedKafka.topic(3);
  private final DeadLetters letters =
      DeadLetters.of(SharedKafka.connection(), TopicNames.standard().deadLetter(topic, GROUP));
  private final KafkaSender sender = KafkaSender.builder(SharedKafka.connection()).build();

  /** What the handler gets when it no longer refuses everything. */
  private final List<Message> handled = new CopyOnWriteArrayList<>();

  private volatile boolean broken = true;
  private final KafkaQueue queue =
      KafkaQueue.builder(SharedKafka.connection(), GROUP, topic, this::handle)
          .retries(RetryPlan.none())
          .build();

  private Outcome handle(Message message) {
    if (broken) {
      throw new IllegalStateException("no stock for " + message.text());
    }
    handled.add(message);
    return Outcome.done();
  }

  @BeforeEach
  void start() throws Exception {
    sender.start();
    queue.start();
  }

  @AfterEach
  void stop() throws Exception {
    queue.stop(Deadline.in(Duration.ofSeconds(2)));
    sender.stop(Deadline.in(Duration.ofSeconds(2)));
  }

  private void fail(int from, int to) {
    for (int i = from; i < to; i++) {
      sender.send(topic, "k" + i % 4, ("m" + i).getBytes(UTF_8));
    }
    await().atMost(LONG).ignoreExceptions().until(() -> letters.count(ALL) == to);
  }

  private void awaitHandled(int count) {
    await().atMost(LONG).untilAsserted(() -> assertThat(handled).hasSize(count));
  }

  @Test
  void list_tellsWhereEachCameFromAndWhyItDied() {
    fail(0, 3);

    var all = letters.list(ALL);

    assertThat(all).hasSize(3).isSortedAccordingTo((a, b) -> a.failedAt().compareTo(b.failedAt()));
    assertThat(all)
        .allSatisfy(letter -> {
          assertThat(letter.origin()).contains(topic);
          assertThat(letter.group()).isEqualTo(GROUP);
          assertThat(letter.attempts()).isEqualTo(1);
          assertThat(letter.cause().exceptionClass())
              .isEqualTo(IllegalStateException.class.getName());
          assertThat(letter.cause().exceptionMessage())
              .isEqualTo("no stock for " + letter.message().text());
          assertThat(letter.cause().stack()).contains("DeadLettersTest");
        });
    assertThat(letters.list(ALL.atMost(2))).hasSize(2);
  }

  @Test
  void replayOfAll_emptiesTheTopicAndKeepsKeyAndContent() throws Exception {
    fail(0, 20);
    broken = false;

    assertThat(letters.replay(ALL, ReplayOptions.standard())).isEqualTo(20);

    awaitHandled(20);
    assertThat(handled)
        .extracting(Message::text)
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    assertThat(handled)
        .allSatisfy(message -> {
          assertThat(message.key())
              .contains("k" + Integer.parseInt(message.text().substring(1)) % 4);
          assertThat(message.attempt()).isEqualTo(1);
          assertThat(message.headers().names()).containsOnly(Message.ID_HEADER);
        });
    assertThat(letters.count(ALL)).isZero();
    try (var inspector = KafkaInspector.connect(SharedKafka.connection())) {
      assertThat(inspector.deadLetterTopics())
          .filteredOn(info -> info.topic().startsWith(topic))
          .extracting(DeadLetterInfo::messages)
          .containsExactly(0L);
    }
    assertThat(letters.replay(ALL, ReplayOptions.standard())).isZero();
  }

  @Test
  void replayByKey_leavesTheOthersAndRemembersWhatItSent() throws Exception {
    fail(0, 20);
    broken = false;

    assertThat(letters.replay(ALL.withKey("k1"), ReplayOptions.standard().atRate(1_000)))
        .isEqualTo(5);

    awaitHandled(5);
    assertThat(handled).extracting(message -> message.key().orElse("")).containsOnly("k1");
    assertThat(handled).extracting(Message::text).containsExactly("m1", "m5", "m9", "m13", "m17");
    assertThat(letters.count(ALL)).isEqualTo(15);
    assertThat(letters.count(ALL.withKey("k1"))).isZero();
    assertThat(letters.replay(ALL.atMost(4), ReplayOptions.standard())).isEqualTo(4);
    assertThat(letters.discard(ALL)).isEqualTo(11);
    assertThat(letters.list(ALL)).isEmpty();
    awaitHandled(9);
  }

  @Test
  void replayWithinATime_stopsThenAndKeepsTheRest() throws Exception {
    fail(0, 3);
    broken = false;
    var slowly = ReplayOptions.standard().atRate(0.1).within(Duration.ofMillis(300));

    assertThat(letters.replay(ALL, slowly)).isEqualTo(1);
    assertThat(letters.count(ALL)).isEqualTo(2);

    var rest =
        letters.list(ALL).stream().map(letter -> new Place(letter.partition(), letter.offset()));
    assertThat(letters.discard(ALL.at(rest.collect(Collectors.toSet())))).isEqualTo(2);
    awaitHandled(1);
  }

  @Test
  void replayByTime_takesThoseGivenUpInIt() throws Exception {
    fail(0, 2);
    var latest = letters.list(ALL).getLast().failedAt();
    await().until(() -> Instant.now().isAfter(latest.plusMillis(1)));
    var between = Instant.now();
    fail(2, 5);
    broken = false;

    assertThat(letters.count(ALL.from(between))).isEqualTo(3);
    assertThat(letters.replay(ALL.until(between), ReplayOptions.standard())).isEqualTo(2);

    awaitHandled(2);
    assertThat(handled).extracting(Message::text).containsExactlyInAnyOrder("m0", "m1");
  }

  @Test
  void letterThatFailsAgain_isADeadLetterAgain() throws Exception {
    fail(0, 1);

    assertThat(letters.replay(ALL, ReplayOptions.standard())).isEqualTo(1);

    await().atMost(LONG).until(() -> letters.count(ALL) == 1);
    var again = letters.list(ALL).getFirst();
    assertThat(again.message().text()).isEqualTo("m0");
    assertThat(again.message().headers().text(Message.ID_HEADER).orElse(""))
        .startsWith(topic + "-");
  }

  @Test
  void foreignLetter_needsATargetAndStaysWithoutOne() throws Exception {
    fail(0, 1);
    var name = TopicNames.standard().deadLetter(topic, GROUP);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", SharedKafka.connection().brokers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(name, null, "foreign".getBytes(UTF_8))).get();
    }
    var foreign = letters.list(ALL).getLast();
    assertThat(foreign.origin()).isEmpty();
    var selection = ALL.at(foreign.partition(), foreign.offset());

    assertThatThrownBy(() -> letters.replay(selection, ReplayOptions.standard()))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("does not say where it came from; name a topic");
    assertThatThrownBy(
            () -> letters.replay(selection, ReplayOptions.standard().to("no-such-topic")))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("topic 'no-such-topic', where");
    assertThat(letters.count(ALL)).isEqualTo(2);

    broken = false;
    assertThat(letters.replay(selection, ReplayOptions.standard().to(topic))).isEqualTo(1);
    awaitHandled(1);
  }

  @Test
  void unknownTopic_isNamed() {
    assertThatThrownBy(() -> DeadLetters.of(SharedKafka.connection(), "nowhere.dlt").list(ALL))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("'nowhere.dlt' does not exist");
  }
}
