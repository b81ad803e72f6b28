package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DltCommandsTest {
  private static KafkaWithLetters kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startKafka() {
    kafka = new KafkaWithLetters();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private int belfry(String typed, String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    InputStream in = new ByteArrayInputStream(typed.getBytes(UTF_8));
    var person = typed.isEmpty() ? Session.Person.ABSENT : Session.Person.PRESENT;
    var variables = Map.of("BELFRY_KAFKA", kafka.brokers(), "NO_COLOR", "1");
    return Belfry.commandLine(new Session(in, variables, Path.of("nowhere"), person, 1))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  private JsonNode json(String schema, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    assertThat(belfry("", all.toArray(String[]::new))).as(err.toString()).isZero();
    return OnStore.valid(schema, out.toString());
  }

  @Test
  void ls_namesTopicsAndThenTheirLetters() throws Exception {
    String topic = kafka.letters("listed", "a b", "中文");

    assertThat(belfry("", "dlt", "ls")).isZero();
    assertThat(out.toString()).contains(topic).contains("2");
    assertThat(belfry("", "dlt", "ls", topic)).isZero();
    assertThat(out.toString()).contains("0@0", "中文", "no stock", "listed");
    JsonNode all = json("dlt-ls", "dlt", "ls", topic);
    assertThat(StreamSupport.stream(all.spliterator(), false).map(l -> l.get("text").asString()))
        .containsExactly("about a b", "about 中文");
    assertThat(json("dlt-ls", "dlt", "ls", topic, "--key", "a b")).hasSize(1);
    assertThat(json("dlt-ls", "dlt", "ls")).isNotEmpty();
  }

  @Test
  void inspect_showsAllOfOne_orSaysThatItIsNotThere() throws Exception {
    String topic = kafka.letters("shown", "a");

    assertThat(belfry("", "dlt", "inspect", topic, "0@0")).isZero();
    assertThat(out.toString()).contains("shown, 0@7", "no stock", "about a");
    assertThat(json("dlt-inspect", "dlt", "inspect", topic, "0@0").get("attempts").asInt())
        .isEqualTo(3);
    assertThat(belfry("", "dlt", "inspect", topic, "0@5")).isEqualTo(ExitCodes.NOT_FOUND);
    assertThat(belfry("", "dlt", "inspect", topic, "5")).isEqualTo(ExitCodes.WRONG_CALL);
    assertThat(err.toString()).contains("'5' is no place; write it as 0@123");
  }

  @Test
  void replay_asksFirst_andSendsWhatWasChosen() throws Exception {
    String topic = kafka.letters("replayed", "a", "b", "a");

    assertThat(json("dlt-replay", "dlt", "replay", topic, "--dry-run").get("letters").asInt())
        .isEqualTo(3);
    assertThat(belfry("", "dlt", "replay", topic)).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("Send 3 dead letters again? Without a terminal");
    assertThat(belfry("no\n", "dlt", "replay", topic)).isEqualTo(ExitCodes.FAILED);
    assertThat(belfry("yes\n", "dlt", "replay", topic, "--key", "a", "--rate", "500")).isZero();
    assertThat(out.toString()).contains("2 dead letters were sent");
    assertThat(json("dlt-ls", "dlt", "ls", topic)).hasSize(1);
    assertThat(json("dlt-replay", "dlt", "discard", topic, "--yes").get("letters").asInt()).isOne();
    assertThat(json("dlt-ls", "dlt", "ls", topic)).isEmpty();
  }

  @Test
  void whatMakesNoSense_isAWrongCallOrAFailureWithAReason() {
    assertThat(belfry("", "dlt", "ls", "nowhere.dlt")).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("'nowhere.dlt' does not exist");
    assertThat(belfry("", "dlt", "replay", "t", "--from", "yesterday"))
        .isEqualTo(ExitCodes.WRONG_CALL);
    assertThat(err.toString()).contains("'yesterday' is no instant");
    assertThat(belfry("", "dlt", "replay", "t", "--rate", "0")).isEqualTo(ExitCodes.WRONG_CALL);
    assertThat(belfry("", "dlt")).isEqualTo(ExitCodes.WRONG_CALL);
  }
}
