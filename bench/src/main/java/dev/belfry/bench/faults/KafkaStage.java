package dev.belfry.bench.faults;

import dev.belfry.bench.FailingRuns;
import dev.belfry.bench.messages.MessageLine;
import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.kafka.ConsumerMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker, a Redis for the guard, and consumer processes, all to be hurt. For one thread. */
final class KafkaStage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaStage.class);

  static final String TOPIC = "faults";
  private static final int CONSUMERS = 2;
  private static final double FAILURES = 0.02;

  private final KafkaPlan plan;
  private final FailingRuns failures;
  private final EmbeddedKafka kafka = EmbeddedKafka.create();
  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final Path folder = Files.createTempDirectory("belfry-faults-");
  private final List<ConsumerProcess> all = new ArrayList<>();
  private final List<Absence> absences = new ArrayList<>();
  private @Nullable ConsumerProcess guest;
  private int joinsAndLeaves;
  private boolean kept;

  /** Nobody could tell the broker anything from the one moment to the other. */
  record Absence(long killedMillis, long backMillis) {}

  KafkaStage(KafkaPlan plan) throws IOException {
    this.plan = plan;
    this.failures = new FailingRuns(FAILURES, plan.seed());
    kafka.start();
    redis.start();
    kafka.createTopic(TOPIC, plan.load().partitions());
  }

  /** Starts the consumers that are always there. */
  void serve() throws IOException {
    for (int i = 0; i < CONSUMERS; i++) {
      start();
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  private ConsumerProcess start() throws IOException {
    var options = new ArrayList<>(List.of("--kafka", kafka.bootstrapServers()));
    options.addAll(List.of("--topic", TOPIC, "--group", "faults-group"));
    options.addAll(List.of("--mode", plan.mode().name().toLowerCase(Locale.ROOT)));
    options.addAll(List.of("--parallelism", "16", "--sleep", "2ms"));
    options.addAll(List.of("--fail", "" + failures.share(), "--seed", "" + failures.seed()));
    options.addAll(List.of("--guard", redis.uri(), "--lease", "10s"));
    if (plan.mode() != ConsumerMode.SHARE) {
      options.add("--property");
      options.add("session.timeout.ms=" + plan.faults().session().toMillis());
    }
    var started = ConsumerProcess.start(folder, "consumer-" + all.size(), options);
    all.add(started);
    return started;
  }

  /** Kills a consumer with its work in hand; another one takes its place. */
  void kill(RandomGenerator random) throws Exception {
    Patience.until("a consumer is at work", () -> !atWork().isEmpty());
    List<ConsumerProcess> candidates = atWork();
    ConsumerProcess victim = candidates.get(random.nextInt(candidates.size()));
    log.info("consumer {} is killed", all.indexOf(victim));
    victim.kill();
    start();
  }

  private List<ConsumerProcess> atWork() throws IOException {
    var found = new ArrayList<ConsumerProcess>();
    for (ConsumerProcess consumer : all) {
      if (consumer.isAlive() && consumer != guest && !consumer.runs().isEmpty()) {
        found.add(consumer);
      }
    }
    return found;
  }

  /** Kills the broker, and starts it again with what it had on its disk. */
  void restartBroker() {
    log.info("the broker is killed");
    long killed = System.currentTimeMillis();
    kafka.kill();
    kafka.start();
    absences.add(new Absence(killed, System.currentTimeMillis()));
    log.info("the broker is back");
  }

  /** Lets one more consumer come, or go. */
  void rebalance() throws Exception {
    joinsAndLeaves++;
    log.info("a consumer {}", guest == null ? "comes" : "leaves");
    if (guest == null) {
      guest = start();
    } else {
      guest.stop();
      guest = null;
    }
  }

  /** How often a consumer came or went without dying. */
  int joinsAndLeaves() {
    return joinsAndLeaves;
  }

  /** When the broker was away. */
  List<Absence> absences() {
    return absences;
  }

  /** All that were started, be they alive or not. */
  List<ConsumerProcess> consumers() {
    return all;
  }

  /** Whether a run of a handler came to a good end. */
  boolean isDone(MessageLine run) {
    return !failures.contains(TOPIC + "-" + run.partition() + "@" + run.offset(), run.attempt());
  }

  /** Stops the consumers, so that their logs are complete. */
  void finish() throws InterruptedException {
    for (ConsumerProcess consumer : all) {
      if (consumer.isAlive()) {
        consumer.stop();
      }
    }
  }

  /** Leaves the logs of the consumers where they are. */
  Path keepLogs() {
    kept = true;
    return folder;
  }

  @Override
  public void close() throws Exception {
    for (ConsumerProcess consumer : all) {
      consumer.end();
    }
    kafka.close();
    redis.close();
    if (!kept) {
      Folders.delete(folder);
    }
  }
}
