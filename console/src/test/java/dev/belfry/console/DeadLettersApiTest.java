package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Dead letters that a broken consumer left, looked at and dealt with over the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersApiTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  private final EmbeddedKafka kafka = EmbeddedKafka.create();
  private final List<Message> handled = new CopyOnWriteArrayList<>();
  private volatile boolean broken = true;
  private KafkaConnection connection;
  private KafkaSender sender;
  private RunningConsole console;

  @BeforeAll
  void start() throws Exception {
    kafka.start();
    connection = KafkaConnection.to(kafka.bootstrapServers());
    sender = KafkaSender.builder(connection).build();
    sender.start();
    kafka.createTopic("told.g.dlt", 1);
    sender.send("told.g.dlt", "k", "foreign".getBytes(UTF_8));
    console = new RunningConsole(conf(kafka.bootstrapServers()));
  }

  private static String conf(String brokers) {
    return """
    Kafka:
      - {Name: main, Brokers: ["%s"]}
      - {Name: away, Brokers: ["127.0.0.1:1"]}
    Masks:
      - {Path: $.card, VisibleTo: none}
      - {Pattern: "4[0-9]{15}", VisibleTo: none}
    """
        .formatted(brokers);
  }

  @AfterAll
  void stop() throws Exception {
    console.close();
    sender.stop(Deadline.in(Duration.ofSeconds(2)));
    kafka.close();
  }

  private Outcome handle(Message message) {
    if (broken) {
      throw new IllegalStateException("the bank refused 4111111111111111");
    }
    handled.add(message);
    return Outcome.done();
  }

  private JsonNode letters(String topic, String more) throws Exception {
    return console.get("/messages/dead-letters?cluster=main&topic=" + topic + more);
  }

  private static String body(String topic, String more) {
    return "{\"cluster\":\"main\",\"topic\":\"%s\",\"reason\":\"fixed\"%s}".formatted(topic, more);
  }

  @Test
  void letters_ofABrokenConsumer_areShownMaskedAndReplayedOnce() throws Exception {
    kafka.createTopic("pay", 2);
    String dlt = "pay.bank.dlt";
    KafkaQueue queue =
        KafkaQueue.builder(connection, "bank", "pay", this::handle)
            .retries(RetryPlan.none())
            .build();
    queue.start();
    for (int i = 0; i < 6; i++) {
      sender.send(
          "pay", "k" + i % 3, ("{\"n\":" + i + ",\"card\":\"4111111111111111\"}").getBytes(UTF_8));
    }
    await().atMost(LONG).ignoreExceptions().until(() -> letters(dlt, "").get("items").size() == 6);

    JsonNode first = letters(dlt, "&limit=4");
    JsonNode rest = letters(dlt, "&limit=4&cursor=" + first.get("next").asString());
    assertThat(first.get("items")).hasSize(4);
    assertThat(rest.get("items")).hasSize(2);
    assertThat(rest.get("next").isNull()).isTrue();
    assertThat(letters(dlt, "&key=k1").get("items").findValuesAsString("key"))
        .containsExactly("k1", "k1");
    assertThat(first.toString() + rest).doesNotContain("4111111111111111").contains("***");

    JsonNode letter = letters(dlt, "&key=k2").at("/items/0");
    String at =
        "\"partition\":%s,\"offset\":%s".formatted(letter.get("partition"), letter.get("offset"));
    JsonNode whole =
        console.get(
            "/messages/dead-letter?cluster=main&topic=%s&partition=%s&offset=%s"
                .formatted(dlt, letter.get("partition"), letter.get("offset")));
    assertThat(whole.at("/content/json/card").asString()).isEqualTo("***");
    assertThat(whole.get("sourceTopic").asString()).isEqualTo("pay");
    assertThat(whole.get("group").asString()).isEqualTo("bank");
    assertThat(whole.get("stack").asString())
        .contains("the bank refused ***")
        .contains("DeadLettersApiTest");

    broken = false;
    JsonNode dry = console.done("/messages/replay", body(dlt, ",\"key\":\"k1\",\"dryRun\":true"));
    assertThat(dry.get("matched").asInt()).isEqualTo(2);
    assertThat(dry.get("done").asInt()).isZero();
    JsonNode one = console.done("/messages/replay", body(dlt, ",\"messages\":[{" + at + "}]"));
    assertThat(one.get("done").asInt()).isEqualTo(1);
    JsonNode byKey =
        console.done("/messages/replay", body(dlt, ",\"key\":\"k1\",\"perSecond\":100"));
    assertThat(byKey.get("done").asInt()).isEqualTo(2);
    await().atMost(LONG).until(() -> handled.size() == 3);
    assertThat(letters(dlt, "").get("items")).hasSize(3);

    assertThat(console.post("/messages/discard", body(dlt, "")).body()).contains("phrase");
    String discard = ",\"count\":1,\"phrase\":\"" + dlt + "\"";
    assertThat(console.done("/messages/discard", body(dlt, discard)).get("done").asInt())
        .isEqualTo(1);
    JsonNode last = console.done("/messages/replay", body(dlt, ""));
    assertThat(last.get("done").asInt()).isEqualTo(2);
    assertThat(last.get("left").asInt()).isZero();
    await().atMost(LONG).until(() -> handled.size() == 5);
    assertThat(letters(dlt, "").get("items")).isEmpty();
    queue.stop(Deadline.in(Duration.ofSeconds(2)));

    JsonNode audit = console.get("/audit?action=deadLetters.*").get("items");
    assertThat(audit.findValuesAsString("target")).containsOnly("main " + dlt);
    assertThat(audit.findValuesAsString("detail")).contains("1 of 1", "2 of 2");
    assertThat(
            console.get("/messages/groups?cluster=main").get("items").findValuesAsString("group"))
        .containsExactly("bank");
  }

  @Test
  void wrongCalls_areRefusedWithTheReason() throws Exception {
    kafka.createTopic("plain", 1);
    kafka.createTopic("odd.g.dlt", 1);
    sender.send("odd.g.dlt", "k", "foreign".getBytes(UTF_8));
    await().atMost(LONG).until(() -> letters("odd.g.dlt", "").get("items").size() == 1);

    assertThat(console.post("/messages/replay", body("plain", "")).status()).isEqualTo(404);
    assertThat(console.post("/messages/replay", body("gone.g.dlt", "")).status()).isEqualTo(404);
    assertThat(console.post("/messages/replay", body("odd.g.dlt", "")).body())
        .contains("409", "does not say where it came from");
    assertThat(console.post("/messages/replay", body("odd.g.dlt", ",\"to\":\"gone\"")).body())
        .contains("\"field\":\"to\"");
    assertThat(console.post("/messages/replay", body("odd.g.dlt", ",\"perSecond\":0")).status())
        .isEqualTo(400);
    assertThat(
            console
                .post("/messages/replay", "{\"cluster\":\"main\",\"topic\":\"odd.g.dlt\"}")
                .body())
        .contains("\"field\":\"reason\"");
    assertThat(
            console
                .done("/messages/replay", body("odd.g.dlt", ",\"to\":\"plain\""))
                .get("done")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void overview_tellsOfDeadLettersAndOfAClusterThatIsAway() throws Exception {
    assertThat(
            console
                .http
                .get("/api/v1/messages/dead-letters?cluster=away&topic=a.b.dlt")
                .send()
                .status())
        .isEqualTo(503);
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          JsonNode attention = console.get("/overview").get("attention");
          assertThat(attention.findValuesAsString("kind")).contains("deadLetters", "serviceDown");
          assertThat(attention.findValuesAsString("subject")).contains("told.g.dlt", "Kafka away");
        });
  }
}
