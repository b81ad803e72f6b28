package dev.belfry.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.IdempotencyGuard;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.outbox.CrashingShop.Made;
import dev.belfry.outbox.CrashingShop.Point;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;

/**
 * A process that writes and relays is killed at every step of commit, relay and acknowledgement.
 */
class OutboxCrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> ran = new CopyOnWriteArrayList<>();

  /** Where the database is: address, user, password. */
  record Place(String url, String user, String password, Runnable end) {}

  Place place() throws SQLException {
    // In this JVM, so that it outlives the process that is killed.
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    return new Place(
        "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:shop;DB_CLOSE_DELAY=-1",
        "sa",
        "",
        server::stop);
  }

  @Test
  void killedAtEveryStep_whatCommittedTakesEffectOnceAndInOrder_whatRolledBackDoesNot()
      throws Exception {
    Place place = place();
    try (var redis = EmbeddedRedis.create();
        var kafka = EmbeddedKafka.create()) {
      redis.start();
      kafka.start();
      kafka.createTopic(CrashingShop.TOPIC, 2);
      var worker =
          TaskServer.builder(RedisTarget.parse(redis.uri()))
              .concurrency(1)
              .handler(
                  new TaskMux()
                      .handle(CrashingShop.TASK, Made.class, (made, context) -> ran.add(made.sn())))
              .build();
      worker.start();
      try (var database = TestDatabase.at(place.url, place.user, place.password)) {
        int lives = 0;
        for (Point point : Point.values()) {
          liveAndDie(++lives, point, place, redis, kafka);
        }
        relayTheRest(database, redis, kafka);
        List<String> received = judge(database, kafka);
        judgeUnderGuard(database, redis, kafka, received.size());
      } finally {
        worker.stop(Deadline.in(Duration.ofSeconds(5)));
      }
    } finally {
      place.end.run();
    }
  }

  private static void liveAndDie(
      int life, Point point, Place place, EmbeddedRedis redis, EmbeddedKafka kafka)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                CrashingShop.class.getName(),
                place.url,
                place.user,
                place.password,
                redis.uri(),
                kafka.bootstrapServers(),
                point.name(),
                String.valueOf(1 + CrashingShop.ORDERS * life))
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(awaitStandstill(process)).isEqualTo("AT " + point);
      awaitIdle(redis);
    } finally {
      // SIGKILL
      process.destroyForcibly().waitFor();
    }
  }

  private static String awaitStandstill(Process process) throws IOException {
    var output = new ArrayList<String>();
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      output.add(line);
      if (line.startsWith("AT ")) {
        return line;
      }
    }
    return String.join("\n", output);
  }

  /** What was handed over has run, so that no task keeps its id by being there. */
  private static void awaitIdle(EmbeddedRedis redis) {
    try (var inspector = TaskInspector.connect(RedisTarget.parse(redis.uri()))) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            try {
              return inspector.queue("default").size() == 0;
            } catch (QueueNotFoundException nothingYet) {
              return true;
            }
          });
    }
  }

  private static void relayTheRest(TestDatabase database, EmbeddedRedis redis, EmbeddedKafka kafka)
      throws Exception {
    var sender = KafkaSender.builder(KafkaConnection.to(kafka.bootstrapServers())).build();
    sender.start();
    var relay =
        OutboxRelay.builder(Outbox.create(), database.source())
            .tasks(RedisTarget.parse(redis.uri()))
            .messages(sender)
            .build();
    relay.start();
    await().atMost(PATIENCE).until(database::isEmpty);
    awaitIdle(redis);
    relay.stop(Deadline.in(Duration.ofSeconds(5)));
    sender.stop(Deadline.in(Duration.ofSeconds(5)));
  }

  private List<String> judge(TestDatabase database, EmbeddedKafka kafka) {
    List<String> committed = database.ask("SELECT sn FROM orders");
    assertThat(committed).hasSizeGreaterThan(CrashingShop.ORDERS);
    assertThat(ran).containsExactlyInAnyOrderElementsOf(committed);
    assertInOrder(ran);

    Map<String, String> firstOfEachIntent = new LinkedHashMap<>();
    List<String> received = receive(kafka, Set.copyOf(committed), firstOfEachIntent);
    assertThat(firstOfEachIntent.values()).containsExactlyInAnyOrderElementsOf(committed);
    assertInOrder(List.copyOf(firstOfEachIntent.values()));
    System.out.printf(
        "%d orders committed, %d tasks ran, %d messages received of which %d again%n",
        committed.size(), ran.size(), received.size(), received.size() - committed.size());
    return received;
  }

  /** Some messages came again with their id; a handler under the guard sees none of that. */
  private static void judgeUnderGuard(
      TestDatabase database, EmbeddedRedis redis, EmbeddedKafka kafka, int deliveries)
      throws Exception {
    var handled = new CopyOnWriteArrayList<String>();
    var acknowledged = new AtomicInteger();
    try (var store = RedisProcessedStore.builder(redis.uri()).connect()) {
      var queue =
          KafkaQueue.builder(
                  KafkaConnection.to(kafka.bootstrapServers()),
                  "guarded",
                  CrashingShop.TOPIC,
                  MessageHandler.of(String.class, (sn, message) -> handled.add(sn)))
              .use(next ->
                  message -> {
                    Outcome outcome = next.handle(message);
                    if (outcome instanceof Outcome.Done) {
                      acknowledged.incrementAndGet();
                    }
                    return outcome;
                  })
              .use(IdempotencyGuard.of(store, "orders"))
              .build();
      queue.start();
      await().atMost(PATIENCE).until(() -> acknowledged.get() == deliveries);
      queue.stop(Deadline.in(Duration.ofSeconds(5)));
    }
    assertThat(handled).containsExactlyInAnyOrderElementsOf(database.ask("SELECT sn FROM orders"));
    assertInOrder(handled);
  }

  private static void assertInOrder(List<String> sns) {
    Map<String, List<Integer>> byKey = new HashMap<>();
    for (String sn : sns) {
      String[] parts = sn.split("-", -1);
      byKey.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(Integer.parseInt(parts[1]));
    }
    assertThat(byKey).hasSize(4).allSatisfy((key, numbers) -> assertThat(numbers).isSorted());
  }

  /** All messages; notes the first one of each intent. */
  private static List<String> receive(
      EmbeddedKafka kafka, Set<String> expected, Map<String, String> first) {
    var received = new ArrayList<String>();
    var missing = new HashSet<>(expected);
    Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          List.of(
              new TopicPartition(CrashingShop.TOPIC, 0), new TopicPartition(CrashingShop.TOPIC, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            for (var each : consumer.poll(Duration.ofMillis(500))) {
              String sn = each.value().replace("\"", "");
              received.add(sn);
              missing.remove(sn);
              var id = each.headers().lastHeader(Message.ID_HEADER).value();
              first.putIfAbsent(new String(id, UTF_8), sn);
            }
            var ends = consumer.endOffsets(partitions);
            return missing.isEmpty()
                && partitions.stream()
                    .allMatch(p -> Long.valueOf(consumer.position(p)).equals(ends.get(p)));
          });
    }
    return received;
  }
}
