package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.service.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consumer in a process of its own is killed with -9 at work; another goes on. */
class KilledConsumerTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int MESSAGES = 2_000;
  private static final int KEYS = 40;

  @TempDir private Path directory;
  private final KafkaSender sender =
      KafkaSender.builder(SharedKafka.connection()).sendTimeout(LONG).build();

  @BeforeEach
  void startSender() throws Exception {
    sender.start();
  }

  @AfterEach
  void stopSender() {
    sender.stop(Deadline.in(LONG));
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(180)
  void consumerKilledAtWork_losesNothingAndKeepsItsOrder(ConsumerMode mode) throws Exception {
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var topic = SharedKafka.topic(3);
    var sent = new ArrayList<CompletableFuture<?>>();
    for (var i = 0; i < MESSAGES; i++) {
      var key = "key-" + random.nextInt(KEYS);
      var message = OutgoingMessage.of(topic, key, ("" + i).getBytes(UTF_8));
      sent.add(sender.sendAsync(message).toCompletableFuture());
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).join();
    var log = directory.resolve("runs");
    Files.createFile(log);
    var enough = 100 + random.nextInt(MESSAGES / 2);
    var killed = consumer(topic, mode, log, enough);
    try {
      await("work of the first").atMost(LONG).until(() -> runs(log).size() >= enough);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    var before = runs(log).size();

    var next = consumer(topic, mode, log, Integer.MAX_VALUE);
    try {
      await("all messages").atMost(LONG).until(() -> values(runs(log)).size() == MESSAGES);
    } finally {
      next.destroyForcibly().waitFor();
    }

    assertThat(before).isLessThan(MESSAGES);
    if (mode != ConsumerMode.SHARE) {
      assertThat(firstRunsByKey(runs(log)).values())
          .allSatisfy(offsets -> assertThat(offsets).isSorted());
    }
  }

  private static Process consumer(String topic, ConsumerMode mode, Path log, int hangsAfter)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledConsumer.class.getName(),
            SharedKafka.connection().brokers().getFirst(),
            topic,
            mode.name(),
            log.toString(),
            Integer.toString(hangsAfter))
        .inheritIO()
        .start();
  }

  private static List<String[]> runs(Path log) {
    try {
      // The last line of a process that was killed may be cut.
      return Files.readAllLines(log).stream()
          .map(line -> line.split(" ", -1))
          .filter(words -> words.length == 5)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Integer> values(List<String[]> runs) {
    var values = new TreeSet<Integer>();
    runs.forEach(run -> values.add(Integer.valueOf(run[3])));
    return values;
  }

  /** Repetitions left out: they begin where the group had committed. */
  private static Map<String, List<Long>> firstRunsByKey(List<String[]> runs) {
    var seen = new TreeSet<String>();
    var byKey = new HashMap<String, List<Long>>();
    for (var run : runs) {
      if (seen.add(run[3])) {
        byKey.computeIfAbsent(run[0], key -> new ArrayList<>()).add(Long.valueOf(run[2]));
      }
    }
    return byKey;
  }
}
