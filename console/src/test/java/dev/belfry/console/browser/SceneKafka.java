package dev.belfry.console.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.kafka.DeadLetterInfo;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaInspector;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A Kafka with a group that has its dead letters, and one that has stopped and lags behind. */
final class SceneKafka implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final String TOPIC = "payment.paid";
  private static final int LETTERS = 4;
  private static final int BEHIND = 1_250;

  private final EmbeddedKafka kafka = EmbeddedKafka.create();
  private volatile boolean broken = true;

  /** Starts it; {@code run} starts what belongs to it. */
  void start(Consumer<Service> run) throws Exception {
    kafka.start();
    kafka.createTopic(TOPIC, 1);
    var connection = KafkaConnection.to(kafka.bootstrapServers());
    var sender = KafkaSender.builder(connection).build();
    run.accept(sender);
    // Each of the two widths of the browser has letters of its own.
    for (String group : List.of("wide", "phone")) {
      run.accept(queue(connection, group, message -> handle(message.key().orElse(""))));
    }
    var first = new CountDownLatch(1);
    var nightly =
        queue(
            connection,
            "reports:nightly",
            message -> {
              first.countDown();
              return Outcome.done();
            });
    nightly.start();
    for (int i = 0; i < LETTERS; i++) {
      sender.send(TOPIC, SceneTasks.NASTY + " " + i, order(i));
    }
    await().atMost(LONG).until(() -> first.getCount() == 0 && lettersAreThere(connection));
    nightly.stop(Deadline.in(Duration.ofSeconds(5)));
    broken = false;
    for (int i = 0; i < BEHIND; i++) {
      sender.send(TOPIC, "paid " + i, order(i));
    }
  }

  private static KafkaQueue queue(
      KafkaConnection connection, String group, MessageHandler handler) {
    return KafkaQueue.builder(connection, group, TOPIC, handler).retries(RetryPlan.none()).build();
  }

  private Outcome handle(String key) {
    if (broken) {
      throw new IllegalStateException("no order for " + key + " " + SceneTasks.SCRIPT);
    }
    return Outcome.done();
  }

  private static byte[] order(int number) {
    return "{\"sn\":\"HSO%d\",\"name\":\"林小明 %s\"}"
        .formatted(number, SceneTasks.SCRIPT)
        .getBytes(UTF_8);
  }

  private static boolean lettersAreThere(KafkaConnection connection) {
    try (var inspector = KafkaInspector.connect(connection)) {
      List<DeadLetterInfo> topics = inspector.deadLetterTopics();
      return topics.size() == 2 && topics.stream().allMatch(each -> each.messages() == LETTERS);
    }
  }

  String brokers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() {
    kafka.close();
  }
}
