package dev.belfry.bench.messages;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer and the producer as processes of their own, which is what others use. */
@Timeout(180)
class ConsumerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.create();
  private static final int KEYS = 20;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  /** {@code partition offset key attempt start end}. */
  record Run(int partition, long offset, String key, int attempt) {
    static Run of(String line) {
      String[] fields = line.split(" ");
      assertThat(fields).hasSize(6);
      assertThat(Long.parseLong(fields[5])).isGreaterThanOrEqualTo(Long.parseLong(fields[4]));
      return new Run(
          Integer.parseInt(fields[0]),
          Long.parseLong(fields[1]),
          fields[2],
          Integer.parseInt(fields[3]));
    }
  }

  @BeforeAll
  static void startKafka() {
    KAFKA.start();
  }

  @AfterAll
  static void stopKafka() {
    KAFKA.close();
  }

  @AfterEach
  void endProcesses() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"partition", "key"})
  void consumerKilled_losesNothingAndKeepsTheOrderOfEachKey(String mode) throws Exception {
    String topic = "killed-" + mode;
    KAFKA.createTopic(topic, 3);
    produce(topic, 600);

    Process killed = consume(topic, mode, "--sleep", mode.equals("key") ? "5ms" : "1ms");
    await().atMost(LIMIT).until(() -> distinct().count() >= 200);
    killed.destroyForcibly().waitFor();
    consume(topic, mode);

    await().atMost(LIMIT).until(() -> distinct().count() == 600);
    assertThat(firstRunsByKey())
        .hasSize(KEYS)
        .allSatisfy((key, offsets) -> assertThat(offsets).isSorted());
  }

  @Test
  void guard_letsNoHandlerSeeAMessageTwice_unlessItDiedAtIt() throws Exception {
    String topic = "guarded";
    KAFKA.createTopic(topic, 3);
    produce(topic, 400);
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      Process first = consume(topic, "share", "--guard", redis.uri(), "--parallelism", "4");
      await().atMost(LIMIT).until(() -> distinct().count() >= 100);
      first.destroyForcibly().waitFor();
      consume(topic, "share", "--guard", redis.uri());

      await().atMost(LIMIT.multipliedBy(2)).until(() -> distinct().count() == 400);
      // Each of the four handlers at work may have written its line without its mark.
      assertThat(runs()).hasSizeLessThanOrEqualTo(404);
    }
  }

  private static Stream<String> options(String... words) {
    return Stream.of(words);
  }

  private void produce(String topic, int messages) throws Exception {
    Process producer =
        belfry(options("producer", "--topic", topic, "--n", "" + messages, "--keys", "" + KEYS));
    assertThat(producer.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(producer.exitValue()).isZero();
  }

  private Process consume(String topic, String mode, String... more) throws IOException {
    var words = options("consumer", "--topic", topic, "--group", "g-" + topic, "--mode", mode);
    return belfry(
        Stream.concat(Stream.concat(words, Stream.of("--log", log().toString())), Stream.of(more)));
  }

  private Process belfry(Stream<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.belfry.cli.Belfry",
                "bench"));
    command.addAll(words.toList());
    command.addAll(List.of("--kafka", KAFKA.bootstrapServers()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    processes.add(process);
    return process;
  }

  private Path log() {
    return folder.resolve("runs.log");
  }

  private List<Run> runs() throws IOException {
    if (!Files.exists(log())) {
      return List.of();
    }
    try (var lines = Files.lines(log())) {
      return lines.map(Run::of).toList();
    }
  }

  private Stream<String> distinct() throws IOException {
    return runs().stream().map(run -> run.partition() + "@" + run.offset()).distinct();
  }

  private Map<String, List<Long>> firstRunsByKey() throws IOException {
    return runs().stream()
        .collect(
            groupingBy(
                Run::key,
                mapping(
                    Run::offset,
                    collectingAndThen(toList(), offsets -> offsets.stream().distinct().toList()))));
  }
}
